package io.conductorloop.state;

class InMemorySiteBoardTest extends SiteBoardContract {
    @Override
    protected SiteBoard emptyBoard() {
        return new InMemorySiteBoard();
    }
}
