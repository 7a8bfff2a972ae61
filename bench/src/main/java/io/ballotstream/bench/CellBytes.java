package io.ballotstream.bench;

import io.ballotstream.bench.ResultCells.Cell;
import io.ballotstream.bench.ResultCells.Count;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** A binary encoding of cells and counts, for the topics of Kafka Streams. */
final class CellBytes {
    private CellBytes() {}

    /** Encodes a cell. Equal cells have equal bytes. */
    static byte[] ofCell(Cell cell) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream data = new DataOutputStream(bytes)) {
            write(cell, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Decodes a cell. */
    static Cell cell(byte[] bytes) {
        try (DataInputStream data = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return readCell(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Encodes a count. */
    static byte[] ofCount(Count count) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(count.votes())
                .putLong(count.time())
                .array();
    }

    /** Decodes a count. */
    static Count count(byte[] bytes) {
        ByteBuffer data = ByteBuffer.wrap(bytes);
        return new Count(data.getLong(), data.getLong());
    }

    /** Encodes cells with their counts. */
    static byte[] ofCells(Map<Cell, Count> counts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream data = new DataOutputStream(bytes)) {
            data.writeInt(counts.size());
            for (Map.Entry<Cell, Count> entry : counts.entrySet()) {
                write(entry.getKey(), data);
                data.writeLong(entry.getValue().votes());
                data.writeLong(entry.getValue().time());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Decodes cells with their counts. */
    static void forEach(byte[] bytes, BiConsumer<Cell, Count> action) {
        try (DataInputStream data = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int cells = data.readInt();
            for (int i = 0; i < cells; i++) {
                action.accept(readCell(data), new Count(data.readLong(), data.readLong()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Cell cell, DataOutputStream data) throws IOException {
        data.writeByte(ResultCells.TABLES.indexOf(cell.table()));
        data.writeByte(cell.key().size());
        for (String part : cell.key()) {
            data.writeUTF(part);
        }
    }

    private static Cell readCell(DataInputStream data) throws IOException {
        String table = ResultCells.TABLES.get(data.readByte());
        int parts = data.readByte();
        List<String> key = new ArrayList<>(parts);
        for (int part = 0; part < parts; part++) {
            key.add(data.readUTF());
        }
        return new Cell(table, key);
    }
}
