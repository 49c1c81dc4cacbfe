package cn.tongxing.idp.outbound.http;

import cn.tongxing.idp.outbound.OutboundAnswer;
import cn.tongxing.idp.outbound.OutboundRequest;
import cn.tongxing.idp.outbound.address.AddressPolicy;
import cn.tongxing.idp.outbound.address.OutboundSettings;
import cn.tongxing.idp.outbound.address.OutboundSettings.Authority;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What {@link InnerNetworkTest} runs inside a network of its own. Says one line for each try. */
final class InnerNetwork {

  static final String ADDRESS = "10.77.0.5";
  static final String NAME = "app.health.gov.example";

  private InnerNetwork() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    String names = "dns:" + NAME + ",ip:" + ADDRESS;
    try (TlsServer server =
        TlsServer.start(
            folder,
            InetAddress.ofLiteral(ADDRESS),
            names,
            exchange -> {
              exchange.sendResponseHeaders(204, -1);
              exchange.close();
            })) {
      var own = List.of(new Authority(server.authority(), List.of(NAME, ADDRESS)));
      say("closed", new OutboundSettings(false, List.of(), List.of(), own), NAME, server);
      say("network", settings(List.of("10.77.0.0/24"), List.of(), own), NAME, server);
      say("literal", settings(List.of("10.77.0.0/24"), List.of(), own), ADDRESS, server);
      say("neighbour", settings(List.of("10.78.0.0/24"), List.of(), own), NAME, server);
      say("host", settings(List.of(), List.of(NAME), own), NAME, server);
      say("distrusted", settings(List.of("10.77.0.0/24"), List.of(), List.of()), NAME, server);
    }
  }

  private static OutboundSettings settings(
      List<String> networks, List<String> hosts, List<Authority> authorities) {
    return new OutboundSettings(false, networks, hosts, authorities);
  }

  private static void say(String what, OutboundSettings settings, String host, TlsServer server) {
    try (PinnedHttp http =
        new PinnedHttp(new AddressPolicy(settings), settings, InetAddress::getAllByName)) {
      URI uri = URI.create("https://" + host + ":" + server.port() + "/logout");
      OutboundAnswer answer =
          http.send(
              new OutboundRequest("GET", uri, Map.of(), new byte[0], Duration.ofSeconds(20), 100));
      String told =
          switch (answer) {
            case OutboundAnswer.Received received -> Integer.toString(received.status());
            case OutboundAnswer.Failed failed -> failed.failure().code();
          };
      System.out.println("> " + what + " " + told);
    }
  }
}
