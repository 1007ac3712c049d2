package hourglass.policy.consumes;

import hourglass.events.PersonPublished;
import hourglass.events.ResourcePublished;
import hourglass.events.Topics;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/// What the compacted topics hold now: the newest record of each resource and person, removed ones included.
@Component
public final class PublishedRecords implements AutoCloseable {
    private final SortedMap<String, ResourcePublished> resources = new TreeMap<>();
    private final SortedMap<String, PersonPublished> people = new TreeMap<>();
    private final WholeTopic catalog;
    private final WholeTopic directory;

    public PublishedRecords(WholeTopics topics) {
        catalog = topics.open(Topics.CATALOG, (key, event) -> resources.put(key, (ResourcePublished) event));
        directory = topics.open(Topics.DIRECTORY, (key, event) -> people.put(key, (PersonPublished) event));
    }

    /// Reads both topics to their end.
    ///
    /// @throws hourglass.messaging.RetryLater when Kafka or the registry doesn't answer
    public synchronized void readToEnd() {
        catalog.readToEnd();
        directory.readToEnd();
    }

    /// By id.
    public synchronized SortedMap<String, ResourcePublished> resources() {
        return Collections.unmodifiableSortedMap(resources);
    }

    /// By id.
    public synchronized SortedMap<String, PersonPublished> people() {
        return Collections.unmodifiableSortedMap(people);
    }

    @Override
    public void close() {
        catalog.close();
        directory.close();
    }
}
