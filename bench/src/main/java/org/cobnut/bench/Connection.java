package org.cobnut.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;

/// One connection to a mint that sends requests which were made before. It costs a tenth of what the JDK's HTTP client
/// costs, which would take the CPU that the mint is measured on.
final class Connection implements AutoCloseable {

    private static final int BUFFER = 16 * 1024;

    private final InetSocketAddress mint;
    private final int timeoutMillis;
    private Socket socket = new Socket();
    private InputStream in = InputStream.nullInputStream();
    private boolean open;

    Connection(URI mint, Duration timeout) throws IOException {
        this.mint = new InetSocketAddress(mint.getHost(), mint.getPort());
        this.timeoutMillis = Math.toIntExact(timeout.toMillis());
        open();
    }

    /// What a mint has answered.
    record Answer(int status, String body) {}

    /// The text of a POST of JSON, all of it ASCII.
    static String post(URI mint, String path, String json) {
        return "POST " + path + " HTTP/1.1\r\nHost: " + mint.getAuthority()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n" + json;
    }

    /// Sends a request and waits for the whole answer. Where the mint has ended the connection with its last answer, as
    /// some do after a number of requests, a new one is made.
    Answer send(String request) throws IOException {
        if (!open) {
            socket.close();
            open();
        }
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        int status = status(line());
        int length = -1;
        boolean chunked = false;
        for (String header = line().toLowerCase(Locale.ROOT);
                !header.isEmpty();
                header = line().toLowerCase(Locale.ROOT)) {
            if (header.startsWith("content-length:")) {
                length = Integer.parseInt(value(header));
            } else if (header.startsWith("transfer-encoding:")) {
                chunked = value(header).equals("chunked");
            } else if (header.startsWith("connection:")) {
                open = !value(header).equals("close");
            }
        }
        return new Answer(status, text(chunked ? chunks() : exactly(length)));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void open() throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(timeoutMillis);
        socket.connect(mint, timeoutMillis);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        open = true;
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static int status(String line) throws IOException {
        var words = line.split(" ", 3);
        if (words.length < 2 || !words[0].startsWith("HTTP/1.")) {
            throw new IOException("the mint does not answer in HTTP");
        }
        return Integer.parseInt(words[1]);
    }

    private static String value(String header) {
        return header.substring(header.indexOf(':') + 1).strip();
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        while (true) {
            int length = HexFormat.fromHexDigits(line().split(";", 2)[0].strip());
            if (length == 0) {
                line();
                return body.toByteArray();
            }
            body.writeBytes(exactly(length));
            line();
        }
    }

    private byte[] exactly(int length) throws IOException {
        if (length < 0) {
            throw new IOException("the mint does not say how long its answer is");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the mint has closed the connection");
        }
        return bytes;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the mint has closed the connection");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
