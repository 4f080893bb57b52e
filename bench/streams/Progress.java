import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** How far all threads are together, and when they began. */
final class Progress {
    /** Where to stop, by partition: what comes from there on is left for the next start. Without an entry there is no end. */
    private final Map<TopicPartition, Long> ends;
    private final long expected;
    private final AtomicLong handled = new AtomicLong();
    private final AtomicLong beganAt = new AtomicLong();

    Progress(Map<TopicPartition, Long> ends, long expected) {
        this.ends = ends;
        this.expected = expected;
    }

    boolean takes(RecordMetadata at) {
        return ends.isEmpty() || at.offset() < ends.getOrDefault(new TopicPartition(at.topic(), at.partition()), 0L);
    }

    /** The clock runs from the first call. */
    void begin() {
        if (beganAt.get() == 0) beganAt.compareAndSet(0, System.nanoTime());
    }

    boolean hasBegun() {
        return beganAt.get() != 0;
    }

    void handledOne() {
        handled.incrementAndGet();
    }

    long handled() {
        return handled.get();
    }

    boolean isDone() {
        return handled.get() >= expected;
    }

    double msSinceBegin() {
        return (System.nanoTime() - beganAt.get()) / 1e6;
    }
}
