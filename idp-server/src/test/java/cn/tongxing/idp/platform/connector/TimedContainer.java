package cn.tongxing.idp.platform.connector;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.UpgradeProtocol;

/**
 * A container that waits half a minute for each byte, and two seconds for a request. It reads all
 * of one, and answers with two bytes or with very many.
 */
final class TimedContainer implements AutoCloseable {

  static final int LARGE = 20_000_000;

  private final Tomcat tomcat = new Tomcat();

  TimedContainer(Path folder, UpgradeProtocol... upgrades) throws LifecycleException {
    tomcat.setBaseDir(folder.toString());
    var connector = new Connector(TimedHttp11.class.getName());
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("connectionTimeout", "30000");
    ((TimedHttp11) connector.getProtocolHandler()).longest(Duration.ofSeconds(2));
    for (UpgradeProtocol upgrade : upgrades) {
      connector.addUpgradeProtocol(upgrade);
    }
    tomcat.setConnector(connector);
    var context = tomcat.addContext("", folder.toString());
    Tomcat.addServlet(context, "echo", new Echo()).addMapping("/");
    tomcat.start();
  }

  Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), tomcat.getConnector().getLocalPort());
  }

  @Override
  public void close() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }

  private static final class Echo extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      var _ = request.getInputStream().readAllBytes();
      byte[] answer =
          request.getRequestURI().equals("/large")
              ? new byte[LARGE]
              : "ok".getBytes(StandardCharsets.US_ASCII);
      response.setContentLength(answer.length);
      response.getOutputStream().write(answer);
    }
  }
}
