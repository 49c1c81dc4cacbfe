package cn.tongxing.idp.login;

import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.adapter.testkit.Move;
import java.util.List;
import java.util.Map;

/** Name and number, then a code to the phone, over the pages. */
class NameAndNumberOnTheHostTest extends PoliceOnTheHost {

  private static List<Move> path(String name, String number, String phone) {
    return List.of(Move.fill(Map.of("name", name, "id_number", number)), Move.provePhone(phone));
  }

  @Override
  public List<Move> happyPath() {
    return path("张三", "350200199001010019", "13500135001");
  }

  @Override
  public List<Move> otherPersonsPath() {
    var lisi = SIMULATOR.population().find("lisi").orElseThrow();
    return path(lisi.name(), lisi.number(), "13500135002");
  }

  @Override
  public Map<Reason, List<Move>> refusals() {
    return Map.of(
        Reason.MISMATCH, path("李四", "350200199001010019", "13500135003"),
        Reason.NO_RECORD, path("吴新生", "350212200603010199", "13500135004"));
  }
}
