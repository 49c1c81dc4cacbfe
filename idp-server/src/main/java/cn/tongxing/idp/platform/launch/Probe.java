package cn.tongxing.idp.platform.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One plain HTTP request to this machine; Java's own client would cost a tenth of the start. */
final class Probe {

  private static final int LIMIT_MILLIS = 10_000;

  private Probe() {}

  /** The body, if the answer is 200. */
  static Optional<String> get(int port, String path, int hostPort) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(LIMIT_MILLIS);
      String request =
          "GET %s HTTP/1.0\r\nHost: localhost:%d\r\nConnection: close\r\n\r\n"
              .formatted(path, hostPort);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int body = answer.indexOf("\r\n\r\n");
      return answer.matches("(?s)HTTP/1\\.\\d 200.*") && body > 0
          ? Optional.of(answer.substring(body + 4))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static Optional<String> get(int port, String path) {
    return get(port, path, port);
  }

  /** Whether somebody listens there. */
  static boolean isTaken(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
