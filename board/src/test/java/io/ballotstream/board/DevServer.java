package io.ballotstream.board;

import java.util.List;

final class DevServer {
    public static void main(String[] a) throws Exception {
        ElectionDatabase db = ElectionDatabase.create();
        Board board = Board.start(new BoardOptions("127.0.0.1", Integer.parseInt(a[0]), List.of(), List.of()));
        board.read(db.reader());
        System.out.println("up " + board.address());
        System.in.read();
        UsElection us = UsElection.prepare(db);
        System.in.read();
        us.count(0, 0.6);
        db.reject("UNDERAGE", 12);
        db.late(3);
        System.in.read();
        us.count(0.6, 1);
        db.audit(true);
        System.in.read();
        System.exit(0);
    }
}
