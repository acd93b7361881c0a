package io.conductorloop.state;

class InMemoryTargetMarksTest extends TargetMarksContract {
    @Override
    protected TargetMarks noMarks() {
        return new InMemoryTargetMarks();
    }
}
