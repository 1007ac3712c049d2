package hourglass.request.config;

import hourglass.messaging.Codec;
import hourglass.messaging.Outbox;
import hourglass.messaging.PolledRecords;
import hourglass.messaging.Uuids;
import hourglass.messaging.WantedEvents;
import hourglass.messaging.WrittenEvents;
import hourglass.request.ActOnRequest;
import hourglass.request.Catalog;
import hourglass.request.Digests;
import hourglass.request.Directory;
import hourglass.request.NewIds;
import hourglass.request.Outgoing;
import hourglass.request.PolicySets;
import hourglass.request.RefusedAttempts;
import hourglass.request.Requests;
import hourglass.request.ReviewBreakGlass;
import hourglass.request.SigningKey;
import hourglass.request.SubmitRequest;
import hourglass.request.consumes.CatalogListener;
import hourglass.request.consumes.DecisionsListener;
import hourglass.request.consumes.DirectoryListener;
import hourglass.request.consumes.GrantsListener;
import hourglass.request.consumes.Heard;
import hourglass.request.consumes.PoliciesFirst;
import hourglass.request.consumes.PoliciesListener;
import hourglass.request.publishes.ContractDigests;
import hourglass.request.publishes.RequestEvents;
import hourglass.request.store.Store;
import hourglass.request.sweeps.Sweeps;
import hourglass.web.Cursors;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.scheduling.annotation.EnableScheduling;

/// How the service is put together: use cases on their ports, listeners and sweeps on the use cases.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@Import(Store.class)
class RequestServiceConfiguration {
    @Bean
    NewIds newIds() {
        return Uuids::v7;
    }

    @Bean
    Digests digests() {
        return new ContractDigests();
    }

    @Bean
    Outgoing outgoing(Outbox outbox, NewIds newIds) {
        return new RequestEvents(outbox, newIds);
    }

    @Bean
    WantedEvents wantedEvents() {
        return Heard.WANTED;
    }

    @Bean
    WrittenEvents writtenEvents() {
        return RequestEvents.WRITTEN;
    }

    @Bean
    Cursors cursors(SigningKey key) {
        return new Cursors(key.secret());
    }

    @Bean
    SubmitRequest submitRequest(Requests requests, Catalog catalog, Digests digests, NewIds newIds) {
        return new SubmitRequest(requests, catalog, digests, newIds);
    }

    @Bean
    ActOnRequest actOnRequest(Requests requests, NewIds newIds, Clock clock) {
        return new ActOnRequest(requests, newIds, clock);
    }

    @Bean
    ReviewBreakGlass reviewBreakGlass(Requests requests) {
        return new ReviewBreakGlass(requests);
    }

    @Bean
    DecisionsListener decisionsListener(PolledRecords polled, Requests requests) {
        return new DecisionsListener(polled, requests);
    }

    @Bean
    GrantsListener grantsListener(PolledRecords polled, Requests requests) {
        return new GrantsListener(polled, requests);
    }

    @Bean
    CatalogListener catalogListener(Catalog catalog) {
        return new CatalogListener(catalog);
    }

    @Bean
    DirectoryListener directoryListener(Directory directory) {
        return new DirectoryListener(directory);
    }

    @Bean
    PoliciesListener policiesListener(PolicySets policySets) {
        return new PoliciesListener(policySets);
    }

    @Bean
    PoliciesFirst policiesFirst(
            ConsumerFactory<String, byte[]> consumers,
            Codec codec,
            PoliciesListener policies,
            KafkaListenerEndpointRegistry containers) {
        return new PoliciesFirst(consumers, codec, policies, containers);
    }

    @Bean
    Sweeps sweeps(Requests requests, ReviewBreakGlass reviews, RefusedAttempts attempts, MeterRegistry meters) {
        return new Sweeps(requests, reviews, attempts, meters);
    }
}
