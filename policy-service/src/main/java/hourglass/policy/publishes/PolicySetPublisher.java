package hourglass.policy.publishes;

import hourglass.events.PolicySetAccepted;
import hourglass.events.PolicySetRejected;
import hourglass.events.Topics;
import hourglass.messaging.Publisher;
import hourglass.messaging.RetryLater;
import hourglass.policy.PolicySet;
import hourglass.policy.consumes.PublishedRecords;
import hourglass.policy.loading.AcceptedSet;
import hourglass.policy.loading.PolicyAnnouncements;
import hourglass.policy.loading.PolicyHistory;
import hourglass.policy.loading.PolicyLog;
import hourglass.policy.loading.RejectedCommit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.stereotype.Component;

/// Publishes policy sets and rejections, one instance at a time: whoever takes the transactional id `policy-loader`
/// fences who held it before, then reads the topic to its end, and gives up if it moved.
@Component
public final class PolicySetPublisher implements PolicyAnnouncements {
    private static final Logger LOG = LoggerFactory.getLogger(PolicySetPublisher.class);
    private static final String TRANSACTIONAL_ID = "policy-loader";
    private static final String KEY = "policies";

    private final Map<String, Object> settings;
    private final Publisher publisher;
    private final PolicyLog log;
    private final PublishedRecords published;

    public PolicySetPublisher(
            ProducerFactory<String, byte[]> producers, Publisher publisher, PolicyLog log, PublishedRecords published) {
        this.settings = new HashMap<>(producers.getConfigurationProperties());
        this.settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID);
        this.publisher = publisher;
        this.log = log;
        this.published = published;
    }

    @Override
    public boolean accept(AcceptedSet accepted, PolicySet content) {
        return inOneTransaction(history -> {
            if (history.serial() != accepted.serial() - 1) {
                return Optional.empty();
            }
            published.readToEnd();
            ChangedRecords changed = new ChangedRecords(accepted.serial(), accepted.at());
            List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
            changed.catalog(content, published.resources())
                    .forEach(event -> records.add(
                            publisher.record(Topics.CATALOG, event.getMeta().getAggregate(), event)));
            changed.directory(content, published.people())
                    .forEach(event -> records.add(
                            publisher.record(Topics.DIRECTORY, event.getMeta().getAggregate(), event)));
            records.add(publisher.record(Topics.POLICIES, KEY, event(accepted, history.sequence() + 1)));
            return Optional.of(records);
        });
    }

    @Override
    public boolean reject(RejectedCommit rejected, long serial) {
        return inOneTransaction(history -> {
            if (history.serial() != serial) {
                return Optional.empty();
            }
            if (history.rejected(rejected.commit()).isPresent()) {
                return Optional.of(List.of());
            }
            return Optional.of(
                    List.of(publisher.record(Topics.POLICIES, KEY, event(rejected, history.sequence() + 1))));
        });
    }

    private boolean inOneTransaction(Function<PolicyHistory, Optional<List<ProducerRecord<String, byte[]>>>> records) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(settings)) {
            producer.initTransactions();
            Optional<List<ProducerRecord<String, byte[]>>> toSend = records.apply(log.readToEnd());
            if (toSend.isEmpty()) {
                LOG.info("Another instance published a policy set first");
                return false;
            }
            if (!toSend.get().isEmpty()) {
                producer.beginTransaction();
                for (ProducerRecord<String, byte[]> record : toSend.get()) {
                    // A failed send fails the commit.
                    var _ = producer.send(record);
                }
                producer.commitTransaction();
            }
            return true;
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            LOG.info("Another instance took over publishing policy sets: {}", e.getMessage());
            return false;
        } catch (RetriableException e) {
            throw new RetryLater("Kafka did not take a policy set in time", e);
        } catch (KafkaException e) {
            if (e.getCause() instanceof ProducerFencedException
                    || e.getCause() instanceof InvalidProducerEpochException) {
                LOG.info("Another instance took over publishing policy sets: {}", e.getMessage());
                return false;
            }
            throw e;
        }
    }

    private static PolicySetAccepted event(AcceptedSet accepted, long sequence) {
        return PolicySetAccepted.newBuilder()
                .setMeta(Metas.ofLoading(KEY, sequence, accepted.at()))
                .setPolicy(DecisionTranslation.policy(accepted.policy()))
                .setPreviousCommit(accepted.previousCommit().orElse(null))
                .setSigners(accepted.signers())
                .setDocuments(accepted.documents())
                .setPeople(accepted.people())
                .setFetchedAt(accepted.fetchedAt())
                .build();
    }

    private static PolicySetRejected event(RejectedCommit rejected, long sequence) {
        Optional<RejectedCommit.Place> place = rejected.place();
        return PolicySetRejected.newBuilder()
                .setMeta(Metas.ofLoading(KEY, sequence, rejected.at()))
                .setCommit(rejected.commit())
                .setStage(rejected.stage())
                .setCode(rejected.code())
                .setReason(rejected.reason())
                .setFile(place.map(RejectedCommit.Place::file).orElse(null))
                .setLine(place.map(RejectedCommit.Place::line).orElse(null))
                .setColumn(place.map(RejectedCommit.Place::column).orElse(null))
                .build();
    }
}
