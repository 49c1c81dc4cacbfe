package cn.tongxing.idp.outbound.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cn.tongxing.idp.outbound.OutboundAnswer;
import cn.tongxing.idp.outbound.OutboundAnswer.Failed;
import cn.tongxing.idp.outbound.OutboundAnswer.Failure;
import cn.tongxing.idp.outbound.OutboundAnswer.Received;
import cn.tongxing.idp.outbound.OutboundRequest;
import cn.tongxing.idp.outbound.TlsIdentity;
import cn.tongxing.idp.testing.Clause;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate of its own, and an authority of its own, for one upstream. */
class TlsIdentityTest {

  @TempDir Path folder;

  private static OutboundAnswer ask(TlsServer server, TlsIdentity identity) {
    return OutboundFixtures.identities()
        .as(identity)
        .send(
            new OutboundRequest(
                "GET",
                URI.create("https://127.0.0.1:" + server.port() + "/"),
                Map.of(),
                new byte[0],
                Duration.ofSeconds(10),
                1024));
  }

  private static TlsIdentity identity(Path[] client, Path authority) {
    return new TlsIdentity(Optional.of(client[0]), Optional.of(client[1]), Optional.of(authority));
  }

  @Test
  @Clause("S1")
  void anUpstreamIsShownTheCertificateThatItIsConfiguredWith() throws Exception {
    Path[] own = TlsServer.client(folder, "own");
    Path[] foreign = TlsServer.client(folder, "foreign");
    InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (TlsServer server =
        TlsServer.lettingIn(
            own[0],
            folder,
            here,
            exchange -> {
              exchange.sendResponseHeaders(200, 2);
              exchange.getResponseBody().write(new byte[2]);
              exchange.close();
            })) {
      assertThat(ask(server, identity(own, server.authority())))
          .isInstanceOfSatisfying(Received.class, it -> assertThat(it.status()).isEqualTo(200));
      assertThat(ask(server, identity(foreign, server.authority()))).isInstanceOf(Failed.class);
      assertThat(
              ask(
                  server,
                  new TlsIdentity(
                      Optional.empty(), Optional.empty(), Optional.of(server.authority()))))
          .as("without a certificate")
          .isInstanceOf(Failed.class);
      assertThat(ask(server, identity(own, foreign[0])))
          .as("an authority of somebody else")
          .isInstanceOfSatisfying(
              Failed.class, it -> assertThat(it.failure()).isEqualTo(Failure.TLS));
    }
  }

  @Test
  void whatHoldsNoKeyOrAnothersIsRefusedAndNotQuoted() throws Exception {
    Path[] own = TlsServer.client(folder, "own");
    Path text = Files.writeString(folder.resolve("text"), "half-of-a-private-key");

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> OutboundFixtures.identities().as(identity(new Path[] {own[0], text}, own[0])))
        .withMessageContaining("tls")
        .withMessageNotContaining("half");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> OutboundFixtures.identities().as(identity(new Path[] {text, own[1]}, own[0])));
    Path[] foreign = TlsServer.client(folder, "foreign");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            OutboundFixtures.identities().as(identity(new Path[] {own[0], foreign[1]}, own[0])))
        .withMessageContaining("not the certificate's");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TlsIdentity(Optional.of(own[0]), Optional.empty(), Optional.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TlsIdentity(Optional.empty(), Optional.empty(), Optional.empty()));
  }
}
