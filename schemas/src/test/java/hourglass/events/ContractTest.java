package hourglass.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/// What every record type of the contract keeps to.
class ContractTest {
    @Test
    void everyTopicHasRecordsAndEveryTypeLivesOnOneTopic() {
        Set<String> seen = new HashSet<>();
        for (String topic : Topics.ALL) {
            assertThat(TopicRecords.on(topic)).as(topic).isNotEmpty();
            TopicRecords.on(topic)
                    .forEach(type -> assertThat(seen.add(type.getName()))
                            .as("%s is on one topic only", type)
                            .isTrue());
        }
    }

    @Test
    void everyRecordBeginsWithMeta() {
        for (Schema schema : schemas()) {
            assertThat(schema.getFields().getFirst().name())
                    .as(schema.getName())
                    .isEqualTo("meta");
        }
    }

    @Test
    void everyEnumHasTheDefaultUnknown() {
        Set<Schema> visited = new HashSet<>();
        schemas().forEach(schema -> collect(schema, visited));
        List<Schema> enums =
                visited.stream().filter(s -> s.getType() == Schema.Type.ENUM).toList();
        assertThat(enums)
                .hasSizeGreaterThan(10)
                .allSatisfy(schema ->
                        assertThat(schema.getEnumDefault()).as(schema.getName()).isEqualTo("UNKNOWN"));
    }

    @Test
    void everyTimeIsInMicrosecondsAndEveryOptionalFieldDefaultsToNull() {
        Set<Schema> visited = new HashSet<>();
        schemas().forEach(schema -> collect(schema, visited));
        for (Schema schema : visited) {
            if (schema.getType() == Schema.Type.RECORD) {
                for (Schema.Field field : schema.getFields()) {
                    if (field.schema().isNullable()) {
                        assertThat(field.hasDefaultValue())
                                .as("%s.%s", schema, field)
                                .isTrue();
                    }
                    if (field.name().endsWith("At") || field.name().endsWith("Time")) {
                        assertThat(field.schema().toString())
                                .as("%s.%s", schema.getName(), field.name())
                                .contains("timestamp-micros");
                    }
                }
            }
        }
    }

    @Test
    void deadLetterTopicsHaveAsManyPartitionsAsTheirSource() {
        List<TopicPlan> plans = TopicPlan.all(6);
        for (TopicPlan plan : plans) {
            if (plan.name().endsWith(".dlt")) {
                TopicPlan source = plans.stream()
                        .filter(p -> plan.name().startsWith(p.name() + ".") && Topics.ALL.contains(p.name()))
                        .findFirst()
                        .orElseThrow();
                assertThat(plan.partitions()).as(plan.name()).isEqualTo(source.partitions());
            }
        }
        assertThat(plans).extracting(TopicPlan::name).doesNotHaveDuplicates().containsAll(Topics.ALL);
    }

    private static List<Schema> schemas() {
        List<Schema> all = new ArrayList<>();
        Topics.ALL.forEach(topic -> TopicRecords.on(topic).forEach(type -> all.add(TopicRecords.schema(type))));
        return all;
    }

    private static void collect(Schema schema, Set<Schema> into) {
        switch (schema.getType()) {
            case RECORD -> {
                if (into.add(schema)) {
                    schema.getFields().forEach(field -> collect(field.schema(), into));
                }
            }
            case ENUM -> into.add(schema);
            case ARRAY -> collect(schema.getElementType(), into);
            case MAP -> collect(schema.getValueType(), into);
            case UNION -> schema.getTypes().forEach(branch -> collect(branch, into));
            case FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {}
        }
    }
}
