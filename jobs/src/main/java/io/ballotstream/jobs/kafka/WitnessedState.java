package io.ballotstream.jobs.kafka;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The state of a writer.
 *
 * @param connector state of the connector's writer
 * @param witnesses one per pending transaction
 */
record WitnessedState(KafkaWriterState connector, List<Witness> witnesses) {
    /**
     * Writes the witnesses after the connector's own format. Also reads states in the connector's format, which earlier
     * versions wrote, as states without witnesses.
     */
    record Serializer(SimpleVersionedSerializer<KafkaWriterState> connector)
            implements SimpleVersionedSerializer<WitnessedState> {
        /** Far from the version numbers of the connector. */
        private static final int VERSION = 101;

        @Override
        public int getVersion() {
            return VERSION;
        }

        @Override
        public byte[] serialize(WitnessedState state) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            byte[] inner = connector.serialize(state.connector());
            out.writeInt(connector.getVersion());
            out.writeInt(inner.length);
            out.write(inner);
            out.writeInt(state.witnesses().size());
            for (Witness witness : state.witnesses()) {
                out.writeUTF(witness.transactionalId());
                out.writeUTF(witness.topic());
                out.writeInt(witness.partition());
                out.writeLong(witness.offset());
            }
            return bytes.toByteArray();
        }

        @Override
        public WitnessedState deserialize(int version, byte[] serialized) throws IOException {
            if (version < VERSION) {
                return new WitnessedState(connector.deserialize(version, serialized), List.of());
            }
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
            int innerVersion = in.readInt();
            byte[] inner = in.readNBytes(in.readInt());
            List<Witness> witnesses = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                witnesses.add(new Witness(in.readUTF(), in.readUTF(), in.readInt(), in.readLong()));
            }
            return new WitnessedState(connector.deserialize(innerVersion, inner), witnesses);
        }
    }
}
