package hourglass.e2e;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.apache.flink.avro.shaded.org.apache.avro.Schema;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericDatumReader;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericRecord;
import org.apache.flink.avro.shaded.org.apache.avro.io.DecoderFactory;

/// Decodes values with Confluent's own registry client and generic Avro, knowing nothing of Hourglass's classes.
final class ConfluentReader {
    private final CachedSchemaRegistryClient registry;

    ConfluentReader(String registryUrl) {
        this.registry = new CachedSchemaRegistryClient(registryUrl, 1_000);
    }

    GenericRecord read(byte[] value) {
        ByteBuffer wire = ByteBuffer.wrap(value);
        if (wire.get() != 0) {
            throw new AssertionError("not the Confluent wire format");
        }
        int id = wire.getInt();
        try {
            Schema schema = ((AvroSchema) registry.getSchemaById(id)).rawSchema();
            return new GenericDatumReader<GenericRecord>(schema)
                    .read(null, DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null));
        } catch (IOException | RestClientException e) {
            throw new AssertionError("schema " + id + " can't be read", e);
        }
    }
}
