package cn.tongxing.idp.audit;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Clause("G4")
class WitnessesTest {

  @TempDir Path folder;

  @Test
  void checkpointsAreFoundInAServersLogAmongItsOtherLines() throws IOException {
    Path log =
        Files.writeString(
            folder.resolve("server.log"),
            """
            2026-11-26T10:00:00.000Z  INFO 7 --- [tongxing] [  audit-sealer] c.t.i.audit.chain.SealEvents : %s
            2026-11-26T10:00:01.000Z  WARN 7 --- [tongxing] [main] c.t.i.Other : a.b.c is no checkpoint
            {"message":"%s"}
            g-h.i_j.k

            """
                .formatted(Witnesses.line(12, "aa.bb.cc"), Witnesses.line(13, "dd.ee.ff")));

    assertThat(Witnesses.in(log)).containsExactly("aa.bb.cc", "dd.ee.ff", "g-h.i_j.k");
    assertThat(Witnesses.in(folder)).hasSize(3);
  }
}
