package org.cobnut.wallet.client;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The server's end of one WebSocket (RFC 6455), with just what a test needs: text up to 64 KiB in single
/// frames.
final class ScriptedSocket implements AutoCloseable {

    private static final String KEY_HEADER = "sec-websocket-key: ";
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int TEXT = 0x81;
    private static final int CLOSE = 0x88;

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<JsonNode> received = new CopyOnWriteArrayList<>();
    private final Function<JsonNode, List<String>> script;
    private final Thread thread;

    /// @param script what is sent after each request; an empty text closes the connection
    ScriptedSocket(Function<JsonNode, List<String>> script) throws IOException {
        this.script = script;
        this.thread = Thread.ofVirtual().start(this::serve);
    }

    URI uri() {
        return URI.create("http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort());
    }

    List<JsonNode> received() {
        return received;
    }

    @Override
    public void close() throws IOException {
        server.close();
        thread.interrupt();
    }

    private void serve() {
        try (var socket = server.accept()) {
            handshake(socket);
            var in = new DataInputStream(socket.getInputStream());
            for (var text = read(in); !text.isEmpty(); text = read(in)) {
                var request = JsonMapper.shared().readTree(text);
                received.add(request);
                for (var answer : script.apply(request)) {
                    write(socket, answer);
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            // The other side has gone, which ends the script.
        }
    }

    private static void handshake(Socket socket) throws IOException, GeneralSecurityException {
        var key = "";
        for (var line = readLine(socket); !line.isEmpty(); line = readLine(socket)) {
            if (line.toLowerCase(Locale.ROOT).startsWith(KEY_HEADER)) {
                key = line.substring(KEY_HEADER.length());
            }
        }
        var hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
        var answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(hash) + "\r\n\r\n";
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    }

    private static String readLine(Socket socket) throws IOException {
        var line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c != '\n' && c >= 0;
                c = socket.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    /// @return empty when the other side closes
    private static String read(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        int length = in.readUnsignedByte() & 0x7f;
        if (length == 126) {
            length = in.readUnsignedShort();
        }
        var mask = in.readNBytes(4);
        var payload = in.readNBytes(length);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return kind == TEXT ? new String(payload, StandardCharsets.UTF_8) : "";
    }

    private static void write(Socket socket, String text) throws IOException {
        var payload = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        var out = new DataOutputStream(socket.getOutputStream());
        out.writeByte(text.isEmpty() ? CLOSE : TEXT);
        if (payload.length < 126) {
            out.writeByte(payload.length);
        } else {
            out.writeByte(126);
            out.writeShort(payload.length);
        }
        out.write(payload);
        out.flush();
    }
}
