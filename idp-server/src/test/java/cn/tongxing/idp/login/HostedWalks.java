package cn.tongxing.idp.login;

import cn.tongxing.adapter.testkit.Move;
import cn.tongxing.adapter.testkit.Walks;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.LoginSlice.Outbox;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import cn.tongxing.idp.testing.identity.MovableClock;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/**
 * The real host as a place where a way is gone: its pages and addresses, its stores, its limits.
 *
 * @param way the adapter's id
 * @param down what takes the upstream away and gives it back
 */
record HostedWalks(
    WebApplicationContext context,
    RedisClusterCommands<String, byte[]> redis,
    String way,
    Consumer<Boolean> down)
    implements Walks {

  /** Long enough for another code to a phone and for another try at an upstream. */
  @Override
  public Walk begin(List<Move> moves) throws Exception {
    clock().pass(Duration.ofMinutes(2));
    redis.keys("limit:*").forEach(key -> redis.del(key));
    JdbcClient jdbc = context.getBean(JdbcClient.class);
    jdbc.sql("delete from login_code_sends").update();
    jdbc.sql("delete from login_failures").update();
    return new HostedWalk(this, way, moves);
  }

  /** One and the other: the same phone gets one code a minute. */
  @Override
  public int room() {
    return 2;
  }

  @Override
  public void upstreamIsDown(boolean isDown) {
    down.accept(isDown);
  }

  SignInBrowser newBrowser() {
    return new SignInBrowser(MockMvcBuilders.webAppContextSetup(context).build());
  }

  SignIns signIns() {
    return context.getBean(SignIns.class);
  }

  MovableClock clock() {
    return context.getBean(MovableClock.class);
  }

  Outbox outbox() {
    return context.getBean(Outbox.class);
  }

  String handle(SignInId id) {
    return context.getBean(Proofs.class).handle(id);
  }

  private Optional<SsoSession> session(SignInBrowser browser) {
    return browser.cookie(Sessions.COOKIE).flatMap(context.getBean(Sessions.class)::find);
  }

  boolean isSignedIn(SignInBrowser browser, SignInId id) {
    return session(browser).filter(each -> each.signIn().equals(id)).isPresent();
  }

  PersonId person(SignInBrowser browser) {
    return session(browser).orElseThrow().person();
  }
}
