package io.ballotstream.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table of figures: median, target, whether it is met, and the value of each round. */
final class FigureTable {
    private static final List<String> HEAD = List.of("", "median", "target", "", "rounds");
    private static final int ROUNDS_COLUMN = 4;
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    /** @param title of the table */
    FigureTable(String title, List<Figure> figures) {
        List<String> head = new ArrayList<>(HEAD);
        head.set(0, title);
        rows.add(head);
        figures.forEach(figure -> rows.add(row(figure)));
    }

    private static List<String> row(Figure figure) {
        Unit unit = figure.unit();
        return List.of(
                figure.name(),
                unit.text(figure.median()),
                figure.target().map(target -> target.text(unit)).orElse(""),
                figure.target().isEmpty() ? "" : figure.meetsTarget() ? "met" : "MISSED",
                figure.rounds().stream().map(unit::text).collect(Collectors.joining(GAP)));
    }

    /** The table, which ends with a line break. */
    String text() {
        int[] widths = new int[ROUNDS_COLUMN];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String padding = " ".repeat(widths[column] - row.get(column).length());
                // Numbers are right-aligned, texts left-aligned.
                boolean number = column == 1 || column == 2;
                line.append(number ? padding + row.get(column) : row.get(column) + padding)
                        .append(GAP);
            }
            line.append(row.get(ROUNDS_COLUMN));
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
