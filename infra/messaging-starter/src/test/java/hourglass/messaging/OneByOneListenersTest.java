package hourglass.messaging;

class OneByOneListenersTest extends ListenersTest {
    OneByOneListenersTest() {
        super(TestListener.OneByOne.class);
    }
}
