package io.conductorloop.launcher.web;

import io.conductorloop.launcher.Command;
import io.conductorloop.launcher.Command.Client;
import io.conductorloop.launcher.ExitCode;
import io.conductorloop.launcher.LauncherException;
import io.conductorloop.launcher.RunReport;
import io.conductorloop.launcher.ServiceName;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands that ask a running suite. Each returns the lines to print. */
public final class Asking {
    private static final String INTENTS = "/api/v1/intents";
    private static final String DEAD_LETTERS = "/api/v1/dead-letters";
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Where a service of a suite that runs on a data folder is. */
    public interface Addresses {
        URI of(ServiceName service, String data);
    }

    private final Addresses addresses;
    private final InputStream standardInput;

    public Asking(Addresses addresses, InputStream standardInput) {
        this.addresses = addresses;
        this.standardInput = standardInput;
    }

    public List<String> submit(Command.Submit command) {
        byte[] intent = read(command.file());
        return ask(command.client(), ServiceName.INGEST, rest -> rest.post(INTENTS, intent), receipt -> {
            if (!receipt.has("id")) {
                return Views.thing(receipt);
            }
            String id = receipt.path("id").asString("");
            return List.of("Received as " + id, "How it ends: ./conductor-loop status " + id);
        });
    }

    public List<String> showIntent(Command.ShowIntent command) {
        String path = INTENTS + "/" + encode(command.id());
        JsonNode[] events = new JsonNode[1];
        return ask(
                command.client(),
                ServiceName.INGEST,
                rest -> {
                    JsonNode intent = rest.get(path);
                    events[0] = rest.get(path + "/events").path("events");
                    return intent;
                },
                intent -> {
                    List<String> lines = new ArrayList<>(Views.thing(intent));
                    lines.add("story");
                    events[0].forEach(step -> lines.add(Views.step(step)));
                    return lines;
                });
    }

    public List<String> listIntents(Command.ListIntents command) {
        StringBuilder path = new StringBuilder(INTENTS).append("?limit=").append(command.limit());
        command.state().ifPresent(state -> path.append("&state=").append(encode(state.toUpperCase(Locale.ROOT))));
        command.target().ifPresent(target -> path.append("&target=").append(encode(target)));
        return list(command.client(), ServiceName.INGEST, path.toString(), "There are no such intents");
    }

    public List<String> listDead(Command.ListDead command) {
        String path = DEAD_LETTERS + "?limit=" + command.limit();
        return list(command.client(), ServiceName.EXECUTOR, path, "There are no dead letters");
    }

    public List<String> showDead(Command.ShowDead command) {
        String path = DEAD_LETTERS + "/" + encode(command.id());
        return ask(command.client(), ServiceName.EXECUTOR, rest -> rest.get(path), Views::thing);
    }

    public List<String> replay(Command.Replay command) {
        String path = DEAD_LETTERS + "/" + encode(command.id()) + "/replay";
        return ask(command.client(), ServiceName.EXECUTOR, rest -> rest.post(path, new byte[0]), answer -> {
            List<String> lines = new ArrayList<>(List.of("Replayed " + command.id()));
            lines.addAll(Views.thing(answer));
            return lines;
        });
    }

    /** The figures of ingest's run. */
    public static RunReport run(RestClient ingest) {
        return JSON.treeToValue(ingest.get("/api/v1/runs/current"), RunReport.class);
    }

    private List<String> list(Client client, ServiceName service, String path, String whenEmpty) {
        return ask(client, service, rest -> rest.get(path), page -> {
            List<String> lines = Views.table(Views.items(page));
            return lines.isEmpty() ? List.of(whenEmpty) : lines;
        });
    }

    private List<String> ask(
            Client client,
            ServiceName service,
            Function<RestClient, JsonNode> call,
            Function<JsonNode, List<String>> view) {
        URI address = client.url().map(Asking::address).orElseGet(() -> addresses.of(service, client.data()));
        try (RestClient rest = new RestClient(address, client.token())) {
            JsonNode answer = call.apply(rest);
            return client.json() ? List.of(answer.toPrettyString()) : view.apply(answer);
        }
    }

    private static URI address(String url) {
        try {
            URI address = URI.create(url.contains("://") ? url : "http://" + url);
            if (address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new LauncherException(ExitCode.FAILURE, "\"" + url + "\" is not the address of a service");
    }

    private byte[] read(String file) {
        try {
            return file.equals("-") ? standardInput.readAllBytes() : Files.readAllBytes(Path.of(file));
        } catch (IOException e) {
            throw new LauncherException(
                    ExitCode.FAILURE, "Cannot read " + file + ": is there such a file, and may you read it?");
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
