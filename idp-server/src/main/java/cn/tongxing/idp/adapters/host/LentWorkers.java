package cn.tongxing.idp.adapters.host;

import cn.tongxing.adapter.spi.WorkerProgram;
import cn.tongxing.adapter.spi.Workers;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** The processes of all adapters, which end with the server whatever an adapter forgets. */
@Component
final class LentWorkers implements DisposableBean {

  private final InstantSource clock;
  private final Queue<WorkerPool> pools = new ConcurrentLinkedQueue<>();

  LentWorkers(InstantSource clock) {
    this.clock = clock;
  }

  Workers of(WorkerProgram program) {
    WorkerPool pool = new WorkerPool(program, clock);
    pools.add(pool);
    return pool;
  }

  @Override
  public void destroy() {
    pools.forEach(WorkerPool::close);
  }
}
