package cn.tongxing.idp.login;

import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.adapter.testkit.Move;
import cn.tongxing.adapter.testkit.Walks;
import cn.tongxing.adapter.testkit.WayContract;
import cn.tongxing.adapter.testkit.WayScript;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.context.WebApplicationContext;

/** A way that leaves for the upstream's site, over the pages and addresses of the real host. */
@LoginSlice
class RedirectOnTheHostTest extends WayContract implements WayScript {

  @Autowired private WebApplicationContext context;
  @Autowired private RedisClusterCommands<String, byte[]> redis;

  @AfterEach
  void there() {
    TestAdapters.AWAY.set(false);
  }

  @Override
  protected WayScript script() {
    return this;
  }

  @Override
  protected Walks walks() {
    return new HostedWalks(context, redis, "test-redirect", TestAdapters.AWAY::set);
  }

  private static List<Move> path(String code) {
    return List.of(
        Move.visit((uri, context) -> Map.of("code", List.of(code), "state", List.of(state(uri)))));
  }

  private static String state(URI uri) {
    return uri.getQuery().replaceFirst(".*state=([0-9A-Za-z]{32}).*", "$1");
  }

  @Override
  public List<Move> happyPath() {
    return path("good1");
  }

  @Override
  public List<Move> otherPersonsPath() {
    return path("good2");
  }

  @Override
  public Map<Reason, List<Move>> refusals() {
    return Map.of(Reason.NOT_AUTHENTIC, path("nonsense"));
  }
}
