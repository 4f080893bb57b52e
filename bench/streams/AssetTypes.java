import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps of each asset of which type it is, for all threads: what the topic of products says. */
final class AssetTypes implements Processor<String, byte[], Void, Void> {
    static final String STORE = "asset-types";
    private KeyValueStore<String, String> types;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        types = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        JsonNode event = Events.parse(record.value());
        if (!Events.typeOf(event).equals("asset.classified.v1")) return;
        JsonNode data = event.path("data");
        types.put(data.path("assetId").asText(), nameOf(data.path("assetType")));
    }

    /** The same for the same type, e.g. "OTHER/BTC/LIQUID". */
    private static String nameOf(JsonNode type) {
        List<String> technologies = new ArrayList<>();
        type.path("technologies").forEach(each -> technologies.add(each.asText()));
        Collections.sort(technologies);
        return type.path("class").asText() + '/' + String.join("+", technologies) + '/' + type.path("liquidity").asText();
    }
}
