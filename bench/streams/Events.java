import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** CloudEvents as JSON. */
final class Events {
    private static final String PREFIX = "io.scopewatch.";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Events() {}

    static JsonNode parse(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    static byte[] bytes(ObjectNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** Without what all types of ours begin with. */
    static String typeOf(JsonNode event) {
        String type = event.path("type").asText();
        return type.startsWith(PREFIX) ? type.substring(PREFIX.length()) : type;
    }

    /** Two messages with the same one are the same event. */
    static String identityOf(JsonNode event) {
        return event.path("source").asText() + ' ' + event.path("id").asText();
    }
}
