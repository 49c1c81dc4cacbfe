package cn.tongxing.adapter.testkit;

import cn.tongxing.adapter.spi.AdapterFactory;
import cn.tongxing.adapter.spi.CitizenNews;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The sample's people before a camera. */
class CapturingFixture extends SampleFixture {

  CapturingFixture(AdapterFactory<SampleConfig> factory) throws IOException {
    super(factory);
  }

  @Override
  List<Move> path(String name, String number, String verdict) {
    List<Move> moves = new ArrayList<>(super.path(name, number, verdict));
    moves.removeLast();
    moves.add(Move.discardCapture());
    moves.add((last, context) -> {
      String code = upstream.approve(verdict + " " + number);
      return Move.film((action, index) -> CapturingAdapter.face(code)).answer(last, context);
    });
    return moves;
  }

  /** This way's upstream hears of nobody. */
  @Override
  public List<CitizenNews> news() {
    return List.of();
  }
}
