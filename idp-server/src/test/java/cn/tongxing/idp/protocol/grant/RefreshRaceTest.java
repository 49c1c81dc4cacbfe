package cn.tongxing.idp.protocol.grant;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.protocol.FakePeople;
import cn.tongxing.idp.protocol.Fixtures;
import cn.tongxing.idp.protocol.ProtocolNode;
import cn.tongxing.idp.protocol.grant.Redemption.Redeemed;
import cn.tongxing.idp.protocol.grant.RotateRefreshToken.Wish;
import cn.tongxing.idp.protocol.grant.Rotation.Refused;
import cn.tongxing.idp.protocol.grant.Rotation.Reused;
import cn.tongxing.idp.protocol.grant.Rotation.Rotated;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefreshRaceTest {

  private static final Client CLIENT = Fixtures.client("hospital");

  @TempDir static Path folder;
  private static ProtocolNode node;

  @BeforeAll
  static void start() {
    node = ProtocolNode.start(folder);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  @Clause({"C7", "RFC 9700 4.14.2"})
  void fiftyThatRotateAtOnceGetOneSuccessor() throws Exception {
    for (int round = 0; round < 20; round++) {
      var redeemed = redeemed();
      String token = redeemed.refreshToken().orElseThrow().reveal();

      var successors =
          CodeRaceTest.atOnce(50, () -> rotate(token)).stream()
              .map(rotation -> ((Rotated) rotation).successor().reveal())
              .collect(Collectors.toSet());

      assertThat(successors).hasSize(1).doesNotContain(token);
      assertThat(generation(redeemed)).isEqualTo(1);
      assertThat(rotate(successors.iterator().next())).isInstanceOf(Rotated.class);
    }
  }

  @Test
  @Clause("C7")
  void aRetryWithinTenSecondsGetsTheSameSuccessorAndALaterOneEndsTheFamily() {
    var redeemed = redeemed();
    String first = redeemed.refreshToken().orElseThrow().reveal();
    var successor = ((Rotated) rotate(first)).successor();

    node.clock().advance(Duration.ofSeconds(10));
    assertThat(((Rotated) rotate(first)).successor()).isEqualTo(successor);

    node.clock().advance(Duration.ofMillis(1));
    assertThat(rotate(first)).isInstanceOf(Reused.class);
    assertThat(rotate(successor.reveal())).isInstanceOf(Refused.class);
    assertThat(node.get(FindGrant.class).ofAccessToken(CLIENT, redeemed.grant().id(), "any"))
        .isEmpty();
    assertThat(node.audited()).contains("token.refreshed", "refresh.reused");
  }

  @Test
  @Clause("C7")
  void theTokenBeforeTheLastIsReuseEvenWithinTheGrace() {
    String first = redeemed().refreshToken().orElseThrow().reveal();
    String second = ((Rotated) rotate(first)).successor().reveal();
    rotate(second);

    assertThat(rotate(first)).isInstanceOf(Reused.class);
  }

  @Test
  @Clause({"C9", "RFC 6749 6"})
  void anotherClientCannotUseItAndNothingWiderIsGiven() {
    String token = redeemed().refreshToken().orElseThrow().reveal();
    var rotation = node.get(RotateRefreshToken.class);

    assertThat(
            rotation.rotate(
                Fixtures.client("thief"), token, Wish.of(Set.of()), RequestOrigin.SERVER))
        .isInstanceOf(Refused.class);
    assertThat(
            rotation.rotate(
                CLIENT, token, Wish.of(Set.of("openid", "phone")), RequestOrigin.SERVER))
        .isInstanceOf(Rotation.ScopeTooWide.class);
    assertThat(rotation.rotate(CLIENT, token, Wish.of(Set.of("openid")), RequestOrigin.SERVER))
        .isInstanceOf(Rotated.class);
  }

  /** Nothing of a refused rotation is kept, and a token that was spent is a reused one first. */
  @Test
  @Clause({"C7", "C9"})
  void whoIsRefusedWhatTheyAskForKeepsTheTokenAndAReusedOneEndsTheGrantWhateverIsAsked() {
    var redeemed = redeemed();
    String first = redeemed.refreshToken().orElseThrow().reveal();
    var rotation = node.get(RotateRefreshToken.class);
    var wide = Wish.of(Set.of("openid", "phone"));
    var elsewhere = new Wish(Set.of(), SenderConstraint.none(), _ -> false);

    assertThat(rotation.rotate(CLIENT, first, wide, RequestOrigin.SERVER))
        .isInstanceOf(Rotation.ScopeTooWide.class);
    assertThat(rotation.rotate(CLIENT, first, elsewhere, RequestOrigin.SERVER))
        .isInstanceOf(Rotation.WrongTarget.class);
    assertThat(generation(redeemed)).isZero();

    String second = ((Rotated) rotate(first)).successor().reveal();
    assertThat(rotation.rotate(CLIENT, first, wide, RequestOrigin.SERVER))
        .as("a repetition of what was given")
        .isInstanceOf(Rotation.ScopeTooWide.class);
    rotate(second);
    long reused = node.audited().stream().filter("refresh.reused"::equals).count();
    assertThat(rotation.rotate(CLIENT, first, wide, RequestOrigin.SERVER))
        .isInstanceOf(Reused.class);
    assertThat(node.audited().stream().filter("refresh.reused"::equals).count())
        .isEqualTo(reused + 1);
    assertThat(rotate(second)).isInstanceOf(Refused.class);
  }

  @Test
  @Clause({"C8", "N5"})
  void itEndsWithTheSessionTheAgreementThePersonAndTheLevel() {
    var people = node.get(FakePeople.class);
    var ended = redeemed();
    people.end(
        ended.grant().session().orElseThrow(), Sessions.EndReason.LOGOUT, RequestOrigin.SERVER);
    assertThat(rotate(ended)).isInstanceOf(Refused.class);

    var withdrawn = redeemed();
    var consents = node.get(cn.tongxing.idp.consent.Consents.class);
    consents.agree(
        withdrawn.grant().person(), CLIENT.id(), Set.of("openid"), "1", RequestOrigin.SERVER);
    consents.withdraw(withdrawn.grant().person(), CLIENT.id(), RequestOrigin.SERVER);
    assertThat(rotate(withdrawn)).isInstanceOf(Refused.class);

    var disabled = redeemed();
    people.disable(disabled.grant().person());
    assertThat(rotate(disabled)).isInstanceOf(Refused.class);

    var lowered = redeemed();
    people.level(lowered.grant().person(), IdentityAssurance.P1);
    assertThat(rotate(lowered)).isInstanceOf(Refused.class);
    assertThat(node.audited()).contains("grant.revoked", "consent.withdrawn");
  }

  @Test
  @Clause("T10")
  void theTablesHoldHashesOfTokensOnly() {
    var redeemed = redeemed();
    String secret = redeemed.refreshToken().orElseThrow().reveal().substring(5);

    var row =
        node.jdbc()
            .sql("select row_to_json(g)::text from authorization_grant g where id = :id")
            .param("id", redeemed.grant().id().value())
            .query(String.class)
            .single();
    assertThat(row).doesNotContain(secret).doesNotContain("tx_c_").doesNotContain("tx_r_");
  }

  private static int generation(Redeemed redeemed) {
    return node.jdbc()
        .sql("select refresh_generation from authorization_grant where id = :id")
        .param("id", redeemed.grant().id().value())
        .query(Integer.class)
        .single();
  }

  private static Redeemed redeemed() {
    return (Redeemed) CodeRaceTest.redeem(node, CLIENT, CodeRaceTest.code(node).reveal());
  }

  private static Rotation rotate(Redeemed redeemed) {
    return rotate(redeemed.refreshToken().orElseThrow().reveal());
  }

  private static Rotation rotate(String token) {
    return node.get(RotateRefreshToken.class)
        .rotate(CLIENT, token, Wish.of(Set.of()), RequestOrigin.SERVER);
  }
}
