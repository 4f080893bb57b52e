import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps each event once, keeps for each client what they asked for, and alerts of acts that go beyond that. */
final class ScopeJudge implements Processor<String, byte[], String, byte[]> {
    /** The log: identity to the bytes of the message. */
    static final String EVENTS = "events";
    /** Client and entity to the entries of the requested scope, a line each: service and type of asset. */
    static final String SCOPES = "scopes";

    private final Progress progress;
    private ProcessorContext<String, byte[]> context;
    private KeyValueStore<String, byte[]> events;
    private KeyValueStore<String, String> scopes;
    private KeyValueStore<String, ?> assetTypes;

    ScopeJudge(Progress progress) {
        this.progress = progress;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        this.context = context;
        events = context.getStateStore(EVENTS);
        scopes = context.getStateStore(SCOPES);
        assetTypes = context.getStateStore(AssetTypes.STORE);
        // The last commit is asked for, not waited for: at least once commits every 30 s by itself.
        context.schedule(Duration.ofMillis(10), PunctuationType.WALL_CLOCK_TIME, now -> {
            if (progress.isDone()) context.commit();
        });
    }

    @Override
    public void process(Record<String, byte[]> record) {
        if (!progress.takes(context.recordMetadata().orElseThrow())) return;
        progress.begin();
        JsonNode event = Events.parse(record.value());
        if (events.putIfAbsent(Events.identityOf(event), record.value()) == null) take(event, record);
        progress.handledOne();
    }

    private void take(JsonNode event, Record<String, byte[]> record) {
        JsonNode data = event.path("data");
        switch (Events.typeOf(event)) {
            case "client.onboarded.v1" -> scopes.putIfAbsent(keyOf(data), "");
            case "client.requested.v1" -> {
                if (data.path("prompted").asText().equals("NO")) widen(data);
            }
            case "account.service-enabled.v1" -> judge("enabled", event, record);
            case "marketing.contacted.v1" -> {
                if (data.path("content").asText().equals("PROMOTIONAL")) judge("marketed", event, record);
            }
            default -> { /* It is on file, and that is all. */ }
        }
    }

    private void widen(JsonNode data) {
        Set<String> scope = scopeOf(data);
        data.path("offers").forEach(offer -> scope.add(entryOf(offer)));
        scopes.put(keyOf(data), String.join("\n", scope));
    }

    private void judge(String what, JsonNode event, Record<String, byte[]> record) {
        JsonNode data = event.path("data");
        Set<String> scope = scopeOf(data);
        Iterable<JsonNode> offers = data.has("offers") ? data.path("offers") : Set.of(data.path("offer"));
        for (JsonNode offer : offers) {
            String entry = entryOf(offer);
            if (!scope.contains(entry)) context.forward(record.withValue(alert(what, event, entry, scope)));
        }
    }

    private static byte[] alert(String what, JsonNode event, String entry, Set<String> scope) {
        JsonNode data = event.path("data");
        String about = keyOf(data) + ' ' + Events.identityOf(event) + ' ' + entry;
        ObjectNode alert = Events.object();
        alert.put("alertId", UUID.nameUUIDFromBytes(about.getBytes(StandardCharsets.UTF_8)).toString());
        alert.set("clientId", data.path("clientId"));
        alert.set("entityId", data.path("entityId"));
        alert.set("source", event.path("source"));
        alert.set("id", event.path("id"));
        alert.set("effectiveAt", data.path("effectiveAt"));
        alert.put("explanation", entry + " was " + what + "; asked for was only: " + String.join(", ", scope));
        return Events.bytes(alert);
    }

    private static String keyOf(JsonNode data) {
        return data.path("clientId").asText() + ' ' + data.path("entityId").asText();
    }

    private Set<String> scopeOf(JsonNode data) {
        String kept = scopes.get(keyOf(data));
        return kept == null || kept.isEmpty() ? new TreeSet<>() : new TreeSet<>(Arrays.asList(kept.split("\n")));
    }

    private String entryOf(JsonNode offer) {
        String asset = offer.path("assetId").asText();
        Object type = assetTypes.get(asset);
        return offer.path("service").asText() + ' ' + (type == null ? "unclassified " + asset : type);
    }
}
