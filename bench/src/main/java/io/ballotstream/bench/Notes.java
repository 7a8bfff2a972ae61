package io.ballotstream.bench;

import java.io.PrintStream;

/** Tells the user about the current activity, separately from the figures. */
record Notes(PrintStream to) {
    void say(String what) {
        to.println(what + " …");
    }

    void round(String what, int round, Rounds rounds) {
        say(what + (round <= 0 ? ", to warm up" : ", round " + round + " of " + rounds.measured()));
    }
}
