package cn.tongxing.idp.session.backchannel;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.springframework.stereotype.Component;

/**
 * Posts one logout token (OpenID Connect Back-Channel Logout 1.0, 2.5). Speaks HTTP/1.1 itself,
 * because the address that was checked must be the one connected to. Three seconds in all, no
 * redirects; of the answer only the status line is read.
 */
@Component
class LogoutReceivers {

  private static final Duration TIME = Duration.ofSeconds(3);
  private static final int LONGEST_STATUS_LINE = 512;
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)(?: .*)?");

  private final ReceiverAddresses addresses;

  LogoutReceivers(ReceiverAddresses addresses) {
    this.addresses = addresses;
  }

  /**
   * What became of a try.
   *
   * @param code for the record: {@code http-200}, {@code timeout}, {@code address-refused}, ...
   */
  record Answer(boolean delivered, String code) {

    static Answer failed(String code) {
      return new Answer(false, code);
    }
  }

  Answer post(URI uri, String logoutToken) {
    try {
      Optional<InetAddress> address = addresses.resolve(uri.getHost());
      if (address.isEmpty() || !isAllowed(uri, address.get())) {
        return Answer.failed("address-refused");
      }
      return exchange(uri, address.get(), logoutToken);
    } catch (UnknownHostException e) {
      return Answer.failed("unknown-host");
    } catch (SSLException e) {
      return Answer.failed("tls");
    } catch (IOException e) {
      return Answer.failed("connection");
    }
  }

  /** Without TLS only to this machine. */
  private static boolean isAllowed(URI uri, InetAddress address) {
    return switch (String.valueOf(uri.getScheme())) {
      case "https" -> true;
      case "http" -> address.isLoopbackAddress();
      default -> false;
    };
  }

  private static Answer exchange(URI uri, InetAddress address, String token) throws IOException {
    try (Socket socket = new Socket();
        Deadline deadline = new Deadline(socket)) {
      try {
        socket.connect(new InetSocketAddress(address, port(uri)), (int) TIME.toMillis());
        Socket channel = uri.getScheme().equals("https") ? secured(socket, uri) : socket;
        channel.getOutputStream().write(request(uri, token));
        channel.getOutputStream().flush();
        return answer(statusLine(channel.getInputStream()));
      } catch (IOException e) {
        if (deadline.isPassed()) {
          return Answer.failed("timeout");
        }
        throw e;
      }
    }
  }

  private static Socket secured(Socket socket, URI uri) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    SSLSocket secured = (SSLSocket) factory.createSocket(socket, uri.getHost(), port(uri), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  private static int port(URI uri) {
    if (uri.getPort() != -1) {
      return uri.getPort();
    }
    return uri.getScheme().equals("https") ? 443 : 80;
  }

  private static byte[] request(URI uri, String token) {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    // a compact JWS holds nothing that a form would have to encode
    String body = "logout_token=" + token;
    String text =
        "POST "
            + path
            + query
            + " HTTP/1.1\r\n"
            + "Host: "
            + uri.getHost()
            + (uri.getPort() == -1 ? "" : ":" + uri.getPort())
            + "\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\n"
            + "Content-Length: "
            + body.length()
            + "\r\n"
            + "Connection: close\r\n\r\n"
            + body;
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String statusLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next == -1 || line.length() == LONGEST_STATUS_LINE) {
        return "";
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  private static Answer answer(String statusLine) {
    Matcher matcher = STATUS_LINE.matcher(statusLine);
    if (!matcher.matches()) {
      return Answer.failed("no-http");
    }
    String status = matcher.group(1);
    return switch (status.charAt(0)) {
      case '2' -> new Answer(true, "http-" + status);
      case '3' -> Answer.failed("redirect-refused");
      default -> Answer.failed("http-" + status);
    };
  }

  /** Closes the socket when the time is over, whatever it is doing. */
  private static final class Deadline implements Closeable {

    private final Thread watch;
    private volatile boolean passed;

    Deadline(Socket socket) {
      this.watch = Thread.ofVirtual().name("logout-deadline").start(() -> watch(socket));
    }

    private void watch(Socket socket) {
      try {
        Thread.sleep(TIME);
        passed = true;
        socket.close();
      } catch (InterruptedException inTime) {
        Thread.currentThread().interrupt();
      } catch (IOException closedAnyway) {
        passed = true;
      }
    }

    boolean isPassed() {
      return passed;
    }

    @Override
    public void close() {
      watch.interrupt();
    }
  }
}
