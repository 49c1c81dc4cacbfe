package cn.tongxing.adapter.police;

import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.adapter.spi.Step;
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

class NetworkIdentityContractTest extends AdapterContract<PoliceConfig> {

  @Override
  protected AdapterFixture<PoliceConfig> fixture() throws IOException {
    return new NetworkIdentityFixture();
  }

  private static final class NetworkIdentityFixture extends PoliceFixture {

    NetworkIdentityFixture() throws IOException {}

    private static String bizSeq(String link) {
      return link.replaceFirst(".*bizSeq=([A-Za-z0-9]{32}).*", "$1");
    }

    private List<Move> path(String id, String phone) {
      return List.of(
          Move.press("network_identity", Map.of()),
          Move.scan((link, context) ->
              simulator
                  .networkIdentity()
                  .app()
                  .agree(bizSeq(link), simulator.population().find(id).orElseThrow(), "")),
          (last, context) ->
              // A service that cannot be believed is asked again a few times.
              last instanceof Outcome.KeepWaiting
                  ? new Step.Polled()
                  : Move.provePhone(phone).answer(last, context));
    }

    @Override
    public List<Move> happyPath() {
      return path("zhangsan", "13800000001");
    }

    @Override
    public List<Move> otherPersonsPath() {
      return path("lisi", "13800000002");
    }

    @Override
    public Map<Reason, List<Move>> refusals() {
      return Map.of(
          Reason.DOCUMENT_NOT_USABLE,
          path("zhengguoan", "13800000010").subList(0, 2),
          Reason.CANCELLED,
          List.of(
              Move.press("network_identity", Map.of()),
              Move.scan(
                  (link, context) -> simulator.networkIdentity().app().refuse(bizSeq(link)))));
    }

    @Override
    public void tell(Lie lie, TestAdapterServices services) {
      Fault fault =
          switch (lie) {
            case BAD_SIGNATURE -> Fault.WRONG_SIGNATURE;
            case OTHER_PERSON -> Fault.OTHER_PERSON;
            case OTHER_FIELDS -> Fault.OTHER_FIELDS;
          };
      simulator.faults().set(Upstream.CYBER_AUTH, fault, Faults.WITHOUT_END);
    }
  }
}
