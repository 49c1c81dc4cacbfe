package cn.tongxing.idp.login;

import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.adapter.testkit.Move;
import java.util.List;
import java.util.Map;

/** A code to scan, an app, polls, then a code to the phone, over the pages. */
class NetworkIdentityOnTheHostTest extends PoliceOnTheHost {

  private static String bizSeq(String link) {
    return link.replaceFirst(".*bizSeq=([A-Za-z0-9]{32}).*", "$1");
  }

  private static List<Move> path(String person, String phone) {
    return List.of(
        Move.press("network_identity", Map.of()),
        Move.scan((link, context) ->
            SIMULATOR
                .networkIdentity()
                .app()
                .agree(bizSeq(link), SIMULATOR.population().find(person).orElseThrow(), "")),
        (last, context) ->
            last instanceof Outcome.VerifyPhone
                ? Move.provePhone(phone).answer(last, context)
                : new Step.Polled());
  }

  @Override
  public List<Move> happyPath() {
    return path("zhangsan", "13500135011");
  }

  @Override
  public List<Move> otherPersonsPath() {
    return path("lisi", "13500135012");
  }

  @Override
  public Map<Reason, List<Move>> refusals() {
    return Map.of(
        Reason.CANCELLED,
        List.of(
            Move.press("network_identity", Map.of()),
            Move.scan((link, context) -> SIMULATOR.networkIdentity().app().refuse(bizSeq(link)))));
  }
}
