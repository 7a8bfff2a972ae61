package io.ballotstream.seeder.command;

import io.ballotstream.model.BadInputException;
import java.util.Locale;

/** Where the user wants people to come from. */
public enum PeopleChoice {
    /** Made up, offline. */
    SYNTHETIC,
    /** From the randomuser.me API, or not at all. */
    RANDOMUSER,
    /** From the randomuser.me API if it gives them, else made up. */
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
