package io.ballotstream.seeder.plan;

import java.util.Arrays;
import java.util.List;

/**
 * A color as people see it: with full color vision and, according to the simulation of Machado, Oliveira and Fernandes
 * (2009), without one of the three kinds of cones. Each view is a point in CIELAB with the white point D65.
 */
final class ColorVision {
    private static final double[][] EVERYTHING = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    private static final double[][] NO_RED = {
        {0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}
    };
    private static final double[][] NO_GREEN = {
        {0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}
    };
    private static final double[][] NO_BLUE = {
        {1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}
    };
    private static final List<double[][]> VIEWERS = List.of(EVERYTHING, NO_RED, NO_GREEN, NO_BLUE);

    private static final double[][] RGB_TO_XYZ = {
        {0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750}, {0.0193339, 0.1191920, 0.9503041}
    };
    private static final double[][] XYZ_TO_RGB = {
        {3.2404542, -1.5371385, -0.4985314}, {-0.9692660, 1.8760108, 0.0415560}, {0.0556434, -0.2040259, 1.0572252}
    };
    private static final double[] WHITE = {0.95047, 1, 1.08883};
    private static final double LINEAR_BELOW = 216.0 / 24389;
    private static final double SLOPE = 24389.0 / 27;

    private final List<double[]> views;

    private ColorVision(List<double[]> views) {
        this.views = views;
    }

    /** @param hex {@code #rrggbb} */
    static ColorVision of(String hex) {
        double[] rgb = {Portrait.light(hex, 1), Portrait.light(hex, 3), Portrait.light(hex, 5)};
        return new ColorVision(VIEWERS.stream()
                .map(viewer -> lab(times(RGB_TO_XYZ, visible(times(viewer, rgb)))))
                .toList());
    }

    /** The distance of two colors for those viewers for whom it is smallest. A distance of 2.3 is just noticeable. */
    double difference(ColorVision other) {
        double least = Double.MAX_VALUE;
        for (int viewer = 0; viewer < views.size(); viewer++) {
            double[] here = views.get(viewer);
            double[] there = other.views.get(viewer);
            double square = 0;
            for (int i = 0; i < here.length; i++) {
                square += (here[i] - there[i]) * (here[i] - there[i]);
            }
            least = Math.min(least, Math.sqrt(square));
        }
        return least;
    }

    /** Linear red, green and blue of a point in CIELAB. A screen cannot show values outside of 0 to 1. */
    static double[] linearRgb(double lightness, double a, double b) {
        double y = (lightness + 16) / 116;
        double[] xyz = {WHITE[0] * inverse(y + a / 500), WHITE[1] * inverse(y), WHITE[2] * inverse(y - b / 200)};
        return times(XYZ_TO_RGB, xyz);
    }

    private static double[] lab(double[] xyz) {
        double x = forward(xyz[0] / WHITE[0]);
        double y = forward(xyz[1] / WHITE[1]);
        double z = forward(xyz[2] / WHITE[2]);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static double forward(double part) {
        return part > LINEAR_BELOW ? Math.cbrt(part) : (SLOPE * part + 16) / 116;
    }

    private static double inverse(double value) {
        double cube = value * value * value;
        return cube > LINEAR_BELOW ? cube : (116 * value - 16) / SLOPE;
    }

    private static double[] visible(double[] rgb) {
        return Arrays.stream(rgb).map(light -> Math.max(0, Math.min(1, light))).toArray();
    }

    private static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[matrix.length];
        for (int row = 0; row < matrix.length; row++) {
            for (int column = 0; column < vector.length; column++) {
                product[row] += matrix[row][column] * vector[column];
            }
        }
        return product;
    }
}
