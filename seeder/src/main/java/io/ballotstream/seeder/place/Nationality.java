package io.ballotstream.seeder.place;

import io.ballotstream.model.BadInputException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The nationalities of people, as in version 1.4 of the randomuser.me API. */
public enum Nationality {
    /** Australia. */
    AU("Australia", "en-AU", true),
    /** Brazil. */
    BR("Brazil", "pt-BR", true),
    /** Canada. */
    CA("Canada", "en-CA", true),
    /** Switzerland. */
    CH("Switzerland", "de-CH", true),
    /** Germany. */
    DE("Germany", "de", true),
    /** Denmark. */
    DK("Denmark", "da-DK", true),
    /** Spain. */
    ES("Spain", "es", true),
    /** Finland. */
    FI("Finland", "fi-FI", true),
    /** France. */
    FR("France", "fr", false),
    /** United Kingdom. */
    GB("United Kingdom", "en-GB", true),
    /** Ireland. */
    IE("Ireland", "en-IE", false),
    /** India. */
    IN("India", "en-IN", false),
    /** Iran. */
    IR("Iran", "fa-IR", false),
    /** Mexico. */
    MX("Mexico", "es-MX", true),
    /** Netherlands. */
    NL("Netherlands", "nl", false),
    /** Norway. */
    NO("Norway", "nb-NO", true),
    /** New Zealand. */
    NZ("New Zealand", "en-NZ", true),
    /** Serbia. */
    RS("Serbia", "sr-RS", true),
    /** Turkey. */
    TR("Turkey", "tr", true),
    /** Ukraine. */
    UA("Ukraine", "uk", true),
    /** United States. */
    US("United States", "en-US", true);

    private final String country;
    private final Locale locale;
    private final boolean namesTellGender;

    Nationality(String country, String languageTag, boolean namesTellGender) {
        this.country = country;
        this.locale = Locale.forLanguageTag(languageTag);
        this.namesTellGender = namesTellGender;
    }

    /** {@return the country's English name} */
    public String country() {
        return country;
    }

    /** {@return the locale of generated names} */
    public Locale locale() {
        return locale;
    }

    /** {@return whether there are separate lists of first names for women and men} */
    public boolean namesTellGender() {
        return namesTellGender;
    }

    /** {@return the code in URLs and options: two lower-case letters} */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Parses comma-separated codes, in upper or lower case.
     *
     * @param codes such as {@code us,gb}
     * @return each nationality once, in alphabetical order of the codes
     * @throws BadInputException if a code is unknown
     */
    public static List<Nationality> parseList(String codes) {
        EnumSet<Nationality> nationalities = EnumSet.noneOf(Nationality.class);
        for (String code : codes.split(",", -1)) {
            nationalities.add(parse(code.strip()));
        }
        return List.copyOf(nationalities);
    }

    private static Nationality parse(String code) {
        for (Nationality nationality : values()) {
            if (nationality.name().equalsIgnoreCase(code)) {
                return nationality;
            }
        }
        String known = Arrays.stream(values()).map(Nationality::code).collect(Collectors.joining(", "));
        throw new BadInputException("--nationality must be a comma-separated list of codes, but \"" + code
                + "\" is none of " + known + ".");
    }
}
