package cn.tongxing.adapter.testkit;

/** The good sample with a camera passes the whole contract. */
class CapturingAdapterTest extends AdapterContract<SampleConfig> {

  @Override
  protected AdapterFixture<SampleConfig> fixture() throws Exception {
    return new CapturingFixture(new CapturingFactory());
  }
}
