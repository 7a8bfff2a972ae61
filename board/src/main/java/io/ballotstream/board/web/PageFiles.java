package io.ballotstream.board.web;

import io.ballotstream.board.feed.Answer;
import io.ballotstream.board.feed.Feed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Serves the page and its resources: a fixed set of files of this program and of its libraries. */
public final class PageFiles extends Handler.Abstract.NonBlocking {
    private static final String OWN = "/io/ballotstream/board/";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";
    private static final String DATA = "application/json";
    private static final String SVG = "image/svg+xml";

    private final Map<String, Answer> files = new HashMap<>();

    /** Reads all files into memory. */
    public PageFiles() {
        files.put("/", own("page/index.html", "text/html; charset=utf-8"));
        for (String script :
                new String[] {"app", "connection", "dom", "format", "locations", "map", "race", "seats", "views"}) {
            files.put("/" + script + ".js", own("page/" + script + ".js", SCRIPT));
        }
        files.put("/board.css", own("page/board.css", STYLE));
        files.put("/icon.svg", own("page/icon.svg", SVG));
        files.put("/watermark.svg", own("page/watermark.svg", SVG));
        files.put("/api/openapi.yaml", own("api/openapi.yaml", "application/yaml; charset=utf-8"));
        for (String atlas : new String[] {"us-states-10m", "countries-110m", "countries-50m"}) {
            files.put("/lib/" + atlas + ".json", own("vendor/" + atlas + ".json", DATA));
        }
        files.put("/lib/topojson-client.js", own("vendor/topojson-client.min.js", SCRIPT));
        files.put("/lib/d3-array.js", library("d3-array", "dist/d3-array.min.js", SCRIPT));
        files.put("/lib/d3-geo.js", library("d3-geo", "dist/d3-geo.min.js", SCRIPT));
        files.put("/lib/uPlot.js", library("uplot", "dist/uPlot.iife.min.js", SCRIPT));
        files.put("/lib/uPlot.css", library("uplot", "dist/uPlot.min.css", STYLE));
    }

    /** The paths of all files. */
    Set<String> paths() {
        return files.keySet();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Answer file = files.get(Request.getPathInContext(request));
        if (file == null) {
            return Answers.write(
                    HttpStatus.NOT_FOUND_404,
                    Feed.error("Not found: the board is at /, and its feed is described at" + " /api/openapi.yaml."),
                    request,
                    response,
                    callback);
        }
        // Revalidated each time, so that a new version never runs with a script of an old one.
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
        return Answers.write(HttpStatus.OK_200, file, request, response, callback);
    }

    private static Answer own(String name, String type) {
        return new Answer(type, read(OWN + name));
    }

    private static Answer library(String name, String file, String type) {
        Properties version = new Properties();
        try (InputStream properties =
                PageFiles.class.getResourceAsStream("/META-INF/maven/org.webjars.npm/" + name + "/pom.properties")) {
            version.load(properties);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        String folder = "/META-INF/resources/webjars/" + name + "/" + version.getProperty("version") + "/";
        return new Answer(type, read(folder + file));
    }

    private static byte[] read(String resource) {
        try (InputStream file = PageFiles.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException("The board's file " + resource + " is missing from the class path.");
            }
            return file.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
