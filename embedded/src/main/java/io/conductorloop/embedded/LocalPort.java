package io.conductorloop.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports of the loopback interface. */
public final class LocalPort {
    /** The address every child server listens on: nothing embedded is reachable from another machine. */
    public static final String HOST = "127.0.0.1";

    private LocalPort() {}

    /** A port that was free a moment ago. Whoever binds it must be ready to find it taken and ask again. */
    public static int free() {
        try (ServerSocket socket = bind(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free TCP port on " + HOST, e);
        }
    }

    /** Whether somebody listens on {@code port}. */
    public static boolean isTaken(int port) {
        try (ServerSocket _ = bind(port)) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** {@code port} itself, or a free one for 0; refuses one that is taken. {@code what} names the server in the refusal. */
    public static int choose(int port, String what) {
        if (port == 0) {
            return free();
        }
        if (isTaken(port)) {
            throw new StartFailedException(
                    "Port " + port + " for " + what + " is taken; choose another or end what uses it");
        }
        return port;
    }

    private static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            // A server's predecessor leaves connections in TIME_WAIT; they do not make the port taken.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
