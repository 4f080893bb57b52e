import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends what a file lists: key, value and headers (name=value, separated by commas), in base64, separated by tabs. */
class Produce {
  public static void main(String[] args) throws Exception {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", args[0]);
    settings.put("compression.type", args[2]);
    settings.put("linger.ms", "50");
    settings.put("key.serializer", "org.apache.kafka.common.serialization.ByteArraySerializer");
    settings.put("value.serializer", "org.apache.kafka.common.serialization.ByteArraySerializer");
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings)) {
      for (String line : Files.readAllLines(Path.of(args[3]))) {
        String[] fields = line.split("\t", -1);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(args[1], bytes(fields[0]), bytes(fields[1]));
        for (String header : fields[2].split(",")) {
          String[] parts = header.split("=", 2);
          record.headers().add(parts[0], bytes(parts[1]));
        }
        producer.send(record, (sent, error) -> { if (error != null) { error.printStackTrace(); System.exit(1); } });
      }
    }
  }

  private static byte[] bytes(String base64) {
    return Base64.getDecoder().decode(base64);
  }
}
