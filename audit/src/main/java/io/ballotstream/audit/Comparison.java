package io.ballotstream.audit;

/**
 * Two numbers that must be equal, each the sum of the same cells.
 *
 * @param leftName what the left number counts, for example {@code accepted + rejected}
 * @param leftValue the sum of the cells on the left
 * @param rightName what the right number counts
 * @param rightValue the sum of the cells on the right
 * @param difference the sum of the absolute differences of the cells, so that opposite errors do not cancel out
 */
public record Comparison(String leftName, long leftValue, String rightName, long rightValue, long difference) {

    /** A comparison of one cell. */
    static Comparison of(String leftName, long leftValue, String rightName, long rightValue) {
        return new Comparison(leftName, leftValue, rightName, rightValue, Math.abs(leftValue - rightValue));
    }

    /** {@return whether all cells are equal} */
    public boolean holds() {
        return difference == 0;
    }
}
