package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.authorization;
import static cn.tongxing.idp.protocol.RunningServer.codeGrant;
import static cn.tongxing.idp.protocol.RunningServer.cookies;
import static cn.tongxing.idp.protocol.RunningServer.json;
import static cn.tongxing.idp.protocol.RunningServer.query;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever presses again is never led to the application with a code that is good for nothing. */
@Clause({"RFC 6749 4.1.2", "R15"})
class GivenCodeTest {

  private static final String HOSPITAL = "https://hospital.example/callback";
  private static final long HALF = 8_000;

  private static RunningServer server;

  private String session;
  private HttpResponse<String> page;

  @BeforeAll
  static void start() {
    server = RunningServer.with("--idp.protocol.code-lifetime=" + 2 * HALF + "ms");
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  @BeforeEach
  void ask() {
    session = sessionCookie(server.signIn(server.person()).cookieValue());
    page = server.get(Endpoints.AUTHORIZE, authorization("hospital", HOSPITAL), session);
    assertThat(page.statusCode()).isEqualTo(200);
  }

  /** The store, or the node, was lost between drawing a code and minting it. */
  @Test
  @SuppressWarnings("unchecked")
  void aCodeThatWasNeverMintedIsMintedByTheNextClick() {
    RedisClusterCommands<String, byte[]> redis = server.bean(RedisClusterCommands.class);
    Set<String> before = Set.copyOf(redis.keys("code:*"));
    String code = press();
    List<String> minted =
        redis.keys("code:*").stream().filter(each -> !before.contains(each)).toList();
    assertThat(minted).hasSize(1);
    redis.del(minted.getFirst());

    assertThat(press()).isEqualTo(code);

    assertThat(redeem(code)).containsKey("access_token");
  }

  /** The application did not answer, and the person pressed again a while later. */
  @Test
  void aCodeThatIsTooOldIsTakenBackAndReplacedByOneForAllLaterClicks() throws Exception {
    String old = press();
    Thread.sleep(HALF + 200);

    var again = StoresAwayTest.atOnce(8, this::answer);

    List<String> codes =
        again.stream().map(each -> Objects.requireNonNull(query(each).get("code"))).toList();
    assertThat(codes.stream().distinct()).hasSize(1).doesNotContain(old);
    assertThat(press()).isEqualTo(codes.getFirst());
    assertThat(redeem(old)).as("one at a time").containsEntry("error", "invalid_grant");
    Map<String, Object> tokens = redeem(codes.getFirst());
    assertThat(tokens).containsKey("access_token");
    assertThat(new HeldTokens(server).userInfo(tokens)).isEqualTo(200);
    assertThat(answer().body()).as("and no third").contains("应用已经收到您的答复");
  }

  private static Map<String, Object> redeem(String code) {
    return json(server.call(Endpoints.TOKEN, "hospital", codeGrant(code, HOSPITAL)));
  }

  private String press() {
    return Objects.requireNonNull(query(answer()).get("code"));
  }

  private HttpResponse<String> answer() {
    return server.post(
        found("action=\"(/oauth2/authorize/consent[^\"]*)\"").replace("&amp;", "&"),
        Map.of("step", found("name=\"step\" value=\"([^\"]+)\""), "action", "agree"),
        session,
        cookies(page)[0]);
  }

  private String found(String pattern) {
    var matcher = Pattern.compile(pattern).matcher(page.body());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
