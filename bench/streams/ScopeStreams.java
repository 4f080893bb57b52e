import java.io.FileReader;
import java.io.Reader;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * The job of Scopewatch on Kafka Streams with RocksDB. Given is a file of properties: those of Kafka Streams, and ours, which
 * begin with "bench.". It says in lines of JSON that it has begun, what it did, and how many alerts are on their topic. Where
 * "bench.ends" are given it only sets up: it takes what stands before them, and leaves its group at them.
 */
public final class ScopeStreams {
    private static final long POLL_MS = 5;

    private final Properties kafka = new Properties();
    private final Properties own = new Properties();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Progress progress;

    private ScopeStreams(Properties given) {
        given.forEach((name, value) -> (((String) name).startsWith("bench.") ? own : kafka).put(name, value));
        for (String end : own.getProperty("bench.ends", "").split(",")) {
            String[] parts = end.split(":");
            if (parts.length == 3) ends.put(new TopicPartition(parts[0], Integer.parseInt(parts[1])), Long.valueOf(parts[2]));
        }
        progress = new Progress(ends, Long.parseLong(own.getProperty("bench.expected")));
    }

    public static void main(String[] args) throws Exception {
        Properties given = new Properties();
        try (Reader file = new FileReader(args[0])) {
            given.load(file);
        }
        new ScopeStreams(given).run();
    }

    private void run() throws Exception {
        KafkaStreams streams = new KafkaStreams(topology(), kafka);
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING) progress.begin();
        });
        streams.setUncaughtExceptionHandler(error -> {
            error.printStackTrace();
            Runtime.getRuntime().halt(1);
            return null;
        });
        // What is in memory goes to RocksDB's files, so that these can be looked at.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> streams.close(Duration.ofSeconds(30))));
        streams.start();
        while (!progress.hasBegun()) Thread.sleep(POLL_MS);
        System.out.println("{\"began\":true}");
        while (!progress.isDone()) Thread.sleep(POLL_MS);
        try (Admin admin = Admin.create(kafka)) {
            if (ends.isEmpty()) tell(admin);
            else leave(admin, streams);
        }
    }

    /** Products for all threads; of accounts and marketing the partitions of equal number, by time, for one of them. */
    private Topology topology() {
        return new Topology()
                .addGlobalStore(
                        Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(AssetTypes.STORE), Serdes.String(), Serdes.String())
                                .withLoggingDisabled(),
                        "products", new StringDeserializer(), new ByteArrayDeserializer(), own.getProperty("bench.products"),
                        "classify", AssetTypes::new)
                .addSource("facts", new StringDeserializer(), new ByteArrayDeserializer(), facts().toArray(String[]::new))
                .addProcessor("judge", () -> new ScopeJudge(progress), "facts")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(ScopeJudge.EVENTS), Serdes.String(), Serdes.ByteArray()),
                        "judge")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(ScopeJudge.SCOPES), Serdes.String(), Serdes.String()),
                        "judge")
                .addSink("alerts", own.getProperty("bench.alerts"), new StringSerializer(), new ByteArraySerializer(), "judge");
    }

    private List<String> facts() {
        return Arrays.asList(own.getProperty("bench.facts").split(","));
    }

    /** Done is what is committed, with all that follows from it. Alerts are counted where others would read them. */
    private void tell(Admin admin) throws Exception {
        Map<TopicPartition, Long> last = endsOf(admin, facts());
        while (!isCommitted(admin, last)) Thread.sleep(POLL_MS);
        double ms = progress.msSinceBegin();
        System.out.println("{\"events\":" + progress.handled() + ",\"ms\":" + ms + "}");
        System.out.println("{\"alerts\":" + alerts(admin) + "}");
    }

    private boolean isCommitted(Admin admin, Map<TopicPartition, Long> last) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> committed =
                admin.listConsumerGroupOffsets(group()).partitionsToOffsetAndMetadata().get();
        return last.entrySet().stream().allMatch(entry -> {
            OffsetAndMetadata at = committed.get(entry.getKey());
            return entry.getValue() == 0 || (at != null && at.offset() >= entry.getValue());
        });
    }

    private long alerts(Admin admin) throws Exception {
        Map<TopicPartition, Long> last = endsOf(admin, List.of(own.getProperty("bench.alerts")));
        Properties settings = new Properties();
        settings.putAll(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        long alerts = 0;
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(last.keySet());
            consumer.seekToBeginning(last.keySet());
            while (last.entrySet().stream().anyMatch(entry -> consumer.position(entry.getKey()) < entry.getValue())) {
                alerts += consumer.poll(Duration.ofMillis(100)).count();
            }
        }
        return alerts;
    }

    private static Map<TopicPartition, Long> endsOf(Admin admin, List<String> topics) throws Exception {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        admin.describeTopics(topics).allTopicNames().get().forEach((topic, described) ->
                described.partitions().forEach(each -> asked.put(new TopicPartition(topic, each.partition()), OffsetSpec.latest())));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(asked).all().get().forEach((partition, offset) -> ends.put(partition, offset.offset()));
        return ends;
    }

    /** What was read beyond the ends was not taken, and is to be read again by the next start. */
    private void leave(Admin admin, KafkaStreams streams) throws Exception {
        streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        ends.forEach((partition, end) -> offsets.put(partition, new OffsetAndMetadata(end)));
        admin.alterConsumerGroupOffsets(group(), offsets).all().get();
        System.out.println("{\"events\":" + progress.handled() + ",\"ms\":" + progress.msSinceBegin() + "}");
    }

    private String group() {
        return kafka.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
    }
}
