package io.conductorloop.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Asks the service beside it, at the port in {@code PORT}, whether it is ready; exits with 1 when not. For the health checks of
 * containers whose image has no other program that could ask. Plain sockets: an HTTP client would take longer to load than
 * to answer.
 */
public final class ReadinessProbe {
    private static final int PATIENCE_MILLIS = 3_000;

    private ReadinessProbe() {}

    @SuppressWarnings("SystemPrintOut") // container engines keep it with the check's result
    static void main() {
        String answer = statusLine(Integer.parseInt(System.getenv().getOrDefault("PORT", "8080")));
        System.out.println(answer);
        if (!isReady(answer)) {
            System.exit(1);
        }
    }

    static boolean isReady(String statusLine) {
        return statusLine.startsWith("HTTP/1.1 200");
    }

    /** What the service answers, or what went wrong in asking. */
    static String statusLine(int port) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            socket.getOutputStream()
                    .write("GET /actuator/health/readiness HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            return line == null ? "no answer" : line;
        } catch (IOException e) {
            return e.toString();
        }
    }
}
