package io.ballotstream.seeder.command;

import io.ballotstream.model.BadInputException;
import java.util.Locale;

/** The source of people that the user has selected. */
enum PeopleChoice {
    /** Generated, offline. */
    SYNTHETIC,
    /** Only from the randomuser.me API. */
    RANDOMUSER,
    /** From the randomuser.me API if possible, otherwise generated. */
    AUTO;

    /** The value of the option. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static PeopleChoice parse(String word) {
        for (PeopleChoice choice : values()) {
            if (choice.word().equals(word)) {
                return choice;
            }
        }
        throw new BadInputException("--source must be synthetic, randomuser or auto, but is \"" + word + "\".");
    }
}
