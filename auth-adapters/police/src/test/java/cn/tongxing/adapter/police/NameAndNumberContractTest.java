package cn.tongxing.adapter.police;

import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.adapter.testkit.AdapterContract;
import cn.tongxing.adapter.testkit.AdapterFixture;
import cn.tongxing.adapter.testkit.Lie;
import cn.tongxing.adapter.testkit.Move;
import cn.tongxing.adapter.testkit.TestAdapterServices;
import cn.tongxing.simulator.fault.Fault;
import cn.tongxing.simulator.fault.Faults;
import cn.tongxing.simulator.fault.Upstream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

class NameAndNumberContractTest extends AdapterContract<PoliceConfig> {

  @Override
  protected AdapterFixture<PoliceConfig> fixture() throws IOException {
    return new NameAndNumberFixture();
  }

  private static final class NameAndNumberFixture extends PoliceFixture {

    NameAndNumberFixture() throws IOException {}

    private static List<Move> path(String name, String number, String phone) {
      return List.of(Move.fill(Map.of("name", name, "id_number", number)), Move.provePhone(phone));
    }

    @Override
    public List<Move> happyPath() {
      return path("张三", PoliceFixtures.ZHANGSAN, "13800000001");
    }

    @Override
    public List<Move> otherPersonsPath() {
      return path("李四", PoliceFixtures.LISI, "13800000002");
    }

    @Override
    public Map<Reason, List<Move>> refusals() {
      return Map.of(
          Reason.MISMATCH, path("李四", PoliceFixtures.ZHANGSAN, "13800000001"),
          Reason.NO_RECORD, path("吴新生", "350212200603010199", "13800000009"),
          Reason.DOCUMENT_NOT_USABLE, path("郑国安", "350203197005200039", "13800000010"));
    }

    @Override
    public void tell(Lie lie, TestAdapterServices services) {
      Fault fault =
          switch (lie) {
            case BAD_SIGNATURE -> throw new IllegalArgumentException("the register signs nothing");
            case OTHER_PERSON -> Fault.OTHER_PERSON;
            case OTHER_FIELDS -> Fault.OTHER_FIELDS;
          };
      simulator.faults().set(Upstream.NCIIC, fault, Faults.WITHOUT_END);
    }

    @Override
    public Map<Lie, String> impossibleLies() {
      return Map.of(Lie.BAD_SIGNATURE, "the register signs nothing; the line is TLS");
    }
  }
}
