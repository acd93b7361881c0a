package io.conductorloop.testkit.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * One client's connection through the proxy. What is read of either side waits in a queue of its own, so that a delay is a
 * delay and not a lower throughput.
 */
final class ProxiedConnection {
    private static final int CHUNK = 16 * 1024;
    private static final int CHUNKS = 64;
    private static final Chunk END = new Chunk(new byte[0], 0);

    private final TcpProxy proxy;
    private final Socket client;
    private final Socket server;
    private volatile boolean lost;

    ProxiedConnection(TcpProxy proxy, Socket client, Socket server) {
        this.proxy = proxy;
        this.client = client;
        this.server = server;
    }

    private record Chunk(byte[] bytes, long arrived) {
        boolean isEnd() {
            return bytes.length == 0;
        }
    }

    /** Nothing passes any more; neither side is told. */
    void loseTheWay() {
        lost = true;
    }

    /** Connects and carries bytes until either side ends. */
    void run(InetSocketAddress address, int connectMillis) {
        try {
            if (lost) {
                // The client believes that it is connected; nobody else knows of it.
                discard(client.getInputStream());
                return;
            }
            server.connect(address, connectMillis);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread back = Thread.ofVirtual().start(() -> carry(1, server, client));
            carry(0, client, server);
            back.join();
        } catch (IOException e) {
            // Whoever connected finds the connection reset.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it towards both sides at once. */
    void reset() {
        reset(client);
        reset(server);
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // Closed already.
        }
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is left to end.
        }
    }

    private void carry(int direction, Socket from, Socket to) {
        BlockingQueue<Chunk> waiting = new LinkedBlockingQueue<>(CHUNKS);
        Thread writer = Thread.ofVirtual().start(() -> write(direction, waiting, to));
        try {
            read(from, waiting);
            waiting.put(END);
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(Socket from, BlockingQueue<Chunk> waiting) throws InterruptedException {
        byte[] buffer = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (!lost) {
                    waiting.put(new Chunk(Arrays.copyOf(buffer, count), System.nanoTime()));
                }
            }
        } catch (IOException e) {
            // Reset: as good as ended.
        }
    }

    private void write(int direction, BlockingQueue<Chunk> waiting, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            for (Chunk chunk = waiting.take(); !chunk.isEnd(); chunk = waiting.take()) {
                proxy.awaitPassage(direction, chunk.bytes().length, chunk.arrived());
                if (!lost) {
                    out.write(chunk.bytes());
                }
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // The other side is gone; so is this one then.
            reset();
            waiting.clear();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void discard(InputStream in) throws IOException {
        byte[] buffer = new byte[CHUNK];
        while (in.read(buffer) >= 0) {
            // Into nowhere.
        }
    }
}
