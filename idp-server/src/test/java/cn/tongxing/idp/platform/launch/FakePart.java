package cn.tongxing.idp.platform.launch;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Plays each part of a demonstration: answers on its ports, writes what the simulator writes. */
final class FakePart {

  private FakePart() {}

  public static void main(String[] words) throws IOException {
    System.out.println("first line");
    if (System.getenv("FAKE_FAILS") != null && has(words, "--hospital-port")) {
      throw new IllegalStateException("cannot");
    }
    for (String option : new String[] {"--port", "--hospital-port", "--fund-port"}) {
      if (has(words, option)) {
        serve(Integer.parseInt(after(words, option)));
      }
    }
    if (has(words, "--data")) {
      Files.writeString(Path.of(after(words, "--data"), "police-adapter.properties"), "x=y");
    }
    for (String word : words) {
      if (word.startsWith("--server.port=")) {
        int port = serve(Integer.parseInt(word.substring(word.indexOf('=') + 1)));
        System.out.println("Tomcat started on port " + port + " (http)");
        System.out.println("x : first pages are warm after 1 ms");
      }
    }
  }

  private static int serve(int port) throws IOException {
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "张三 of the fake\n".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server.getAddress().getPort();
  }

  private static boolean has(String[] words, String option) {
    return Arrays.asList(words).contains(option);
  }

  private static String after(String[] words, String option) {
    return words[Arrays.asList(words).indexOf(option) + 1];
  }
}
