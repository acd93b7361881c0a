package io.conductorloop.testkit.network;

import io.conductorloop.testkit.network.Condition.Clear;
import io.conductorloop.testkit.network.Condition.Delayed;
import io.conductorloop.testkit.network.Condition.HalfOpen;
import io.conductorloop.testkit.network.Condition.Held;
import io.conductorloop.testkit.network.Condition.Throttled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A way to a server on this machine that can be cut, slowed and blocked. Clients connect to {@link #port} instead of the
 * server's own. The server need not run yet: a connection that it does not take is reset.
 */
public final class TcpProxy implements AutoCloseable {
    private static final int CONNECT_MILLIS = 2_000;

    private final ServerSocket listener;
    private final int server;
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final Object changed = new Object();
    private Condition condition = new Clear();
    private final long[] nextFree = new long[2];

    private TcpProxy(ServerSocket listener, int server) {
        this.listener = listener;
        this.server = server;
    }

    /** A clear way to what listens on this port of the loopback interface. */
    public static TcpProxy to(int server) {
        try {
            TcpProxy proxy = new TcpProxy(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), server);
            Thread.ofVirtual().name("proxy-" + proxy.port()).start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where clients connect, on the loopback interface. */
    public int port() {
        return listener.getLocalPort();
    }

    /** How many connections there are. */
    public int connections() {
        return connections.size();
    }

    /** Makes the way so, for bytes under way too. */
    public void become(Condition next) {
        synchronized (changed) {
            condition = next;
            if (next instanceof HalfOpen) {
                connections.forEach(ProxiedConnection::loseTheWay);
            }
            nextFree[0] = nextFree[1] = System.nanoTime();
            changed.notifyAll();
        }
    }

    /** Makes the way clear. */
    public void restore() {
        become(new Clear());
    }

    /** Resets all present connections, on both sides. New ones may come at once. */
    public void cut() {
        connections.forEach(ProxiedConnection::reset);
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            cut();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException e) {
                // Closed, or a client that went before it was accepted.
            }
        }
    }

    private void connect(Socket client) {
        ProxiedConnection connection = new ProxiedConnection(this, client, new Socket());
        connections.add(connection);
        try {
            synchronized (changed) {
                if (condition instanceof HalfOpen) {
                    connection.loseTheWay();
                }
            }
            connection.run(new InetSocketAddress(InetAddress.getLoopbackAddress(), server), CONNECT_MILLIS);
        } finally {
            connection.reset();
            connections.remove(connection);
        }
    }

    /**
     * Returns when bytes may pass.
     *
     * @param direction 0 to the server, 1 back
     * @param arrived nanoseconds, when they came
     */
    void awaitPassage(int direction, int count, long arrived) throws InterruptedException {
        synchronized (changed) {
            long reservedUntil = 0;
            @Nullable Condition reservedIn = null;
            while (true) {
                long now = System.nanoTime();
                long left = switch (condition) {
                    case Clear _, HalfOpen _ -> 0;
                    case Held _ -> Long.MAX_VALUE;
                    case Delayed(var delay) -> arrived + delay.toNanos() - now;
                    case Throttled(int bytesPerSecond) -> {
                        if (!condition.equals(reservedIn)) {
                            reservedIn = condition;
                            nextFree[direction] = Math.max(nextFree[direction], now)
                                    + TimeUnit.SECONDS.toNanos(1) * count / bytesPerSecond;
                            reservedUntil = nextFree[direction];
                        }
                        yield reservedUntil - now;
                    }
                };
                if (left <= 0) {
                    return;
                }
                changed.wait(Math.clamp(TimeUnit.NANOSECONDS.toMillis(left) + 1, 1, 1_000));
            }
        }
    }
}
