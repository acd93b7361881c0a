package io.conductorloop.messaging.app;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Map;

/**
 * SHA-256 in native code, by Amazon Corretto Crypto Provider. The JDK uses the processor's instructions for it only in code
 * of its second compiler, which the services do without to stay small: there its hash of a mebibyte takes ten times as long.
 * Nothing else is taken from that provider.
 */
public final class NativeHashing extends Provider {
    private static final long serialVersionUID = 1L;
    private static final String NAME = "NativeHashing";
    private static final String TYPE = "MessageDigest";
    private static final String ALGORITHM = "SHA-256";

    private NativeHashing(Service natively) {
        super(NAME, "1", "SHA-256 by " + natively.getProvider().getName());
        putService(new Service(this, TYPE, ALGORITHM, natively.getClassName(), List.of(), Map.of()) {
            @Override
            public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                return natively.newInstance(parameter);
            }
        });
    }

    /** Has every digest made from now on hash natively. Where there is no native code, nothing changes. */
    public static void prefer() {
        try {
            AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
            if (provider.getLoadingError() == null) {
                Security.insertProviderAt(new NativeHashing(provider.getService(TYPE, ALGORITHM)), 1);
            }
        } catch (LinkageError e) {
            // Another platform than the one it was built for.
        }
    }
}
